#include "services/gateway/domain/development_token.h"

#include <algorithm>

namespace motcua::gateway {
namespace {

constexpr std::string_view kScheme = "Bearer ";
constexpr std::string_view kCitizen = "dev.citizen.";
constexpr std::string_view kOfficer = "dev.officer.";
constexpr size_t kMaxSubjectBytes = 64;

bool IsSubject(std::string_view text) {
  return !text.empty() && text.size() <= kMaxSubjectBytes &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

}  // namespace

std::optional<DevelopmentCaller> ReadDevelopmentToken(std::string_view authorization) {
  if (!authorization.starts_with(kScheme)) return std::nullopt;
  std::string_view token = authorization.substr(kScheme.size());
  DevelopmentCaller caller;
  if (token.starts_with(kCitizen)) {
    token.remove_prefix(kCitizen.size());
  } else if (token.starts_with(kOfficer)) {
    caller.kind = DevelopmentCaller::Kind::kOfficer;
    token.remove_prefix(kOfficer.size());
  } else {
    return std::nullopt;
  }
  if (!IsSubject(token)) return std::nullopt;
  caller.subject = token;
  return caller;
}

}  // namespace motcua::gateway
