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

bool IsUnit(std::string_view text) {
  return (text.size() == 2 || text.size() == 5) &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
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
    if (const size_t dot = token.find('.'); dot != std::string_view::npos) {
      caller.unit_code = token.substr(dot + 1);
      if (!IsUnit(caller.unit_code)) return std::nullopt;
      token = token.substr(0, dot);
    }
  } else {
    return std::nullopt;
  }
  if (!IsSubject(token)) return std::nullopt;
  caller.subject = token;
  return caller;
}

}  // namespace motcua::gateway
