#include "services/procedure-catalog/domain/portal.h"

#include <algorithm>

#include "libs/base/text.h"

namespace motcua::catalog {
namespace {

constexpr std::string_view kProcedure = "{procedure}";
constexpr std::string_view kAgency = "{agency}";
constexpr size_t kMaxCodeBytes = 40;
constexpr size_t kMaxPatternBytes = 500;

}  // namespace

bool IsAgencyCode(std::string_view text) {
  return !text.empty() && text.size() <= kMaxCodeBytes && std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '.';
  });
}

bool IsPortalPattern(std::string_view pattern) {
  const bool printable =
      std::ranges::all_of(pattern, [](unsigned char c) { return c > 0x20 && c < 0x7F; });
  return printable && pattern.size() <= kMaxPatternBytes &&
         (pattern.starts_with("https://") || pattern.starts_with("http://")) &&
         pattern.find(kProcedure) != std::string_view::npos &&
         pattern.find(kAgency) != std::string_view::npos;
}

std::string FilingPage(std::string_view pattern, std::string_view procedure,
                       std::string_view agency) {
  std::string page;
  while (!pattern.empty()) {
    if (pattern.starts_with(kProcedure)) {
      page += procedure;
      pattern.remove_prefix(kProcedure.size());
    } else if (pattern.starts_with(kAgency)) {
      page += agency;
      pattern.remove_prefix(kAgency.size());
    } else {
      page.push_back(pattern.front());
      pattern.remove_prefix(1);
    }
  }
  return page;
}

}  // namespace motcua::catalog
