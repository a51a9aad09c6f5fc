#include "services/procedure-catalog/domain/ministry.h"

#include <algorithm>
#include <array>

#include "libs/base/fold.h"

namespace motcua::catalog {
namespace {

// How people's committees, departments and centres of provinces begin, folded.
constexpr std::array<std::string_view, 4> kLocal = {"ubnd ", "uy ban nhan dan ", "so ",
                                                    "trung tam phuc vu hanh chinh cong "};

}  // namespace

std::string MinistryOf(std::string_view promulgator) {
  std::string name(promulgator.substr(0, promulgator.find('(')));
  while (!name.empty() && name.back() == ' ') name.pop_back();
  const std::string folded = base::Fold(name);
  const bool local = std::ranges::any_of(
      kLocal, [&folded](std::string_view start) { return folded.starts_with(start); });
  return local ? std::string() : name;
}

bool IsSameMinistry(std::string_view a, std::string_view b) {
  return base::Fold(a) == base::Fold(b);
}

void MinistryNames::Count(const std::string& ministry) {
  ++spellings_[base::Fold(ministry)][ministry];
}

std::string MinistryNames::Of(const std::string& ministry) const {
  const auto found = spellings_.find(base::Fold(ministry));
  if (found == spellings_.end()) return ministry;
  const auto most = std::ranges::max_element(found->second, {},
                                             [](const auto& spelling) { return spelling.second; });
  return most->first;
}

}  // namespace motcua::catalog
