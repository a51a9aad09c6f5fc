#include "services/procedure-catalog/domain/notation.h"

#include <algorithm>
#include <array>
#include <utility>

#include "libs/base/text.h"

namespace motcua::catalog {
namespace {

constexpr size_t kMaxComponentCodeBytes = 40;
constexpr size_t kMaxLimitDigits = 4;
constexpr std::string_view kNationalCode = "9.999999";

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}
bool IsCapital(char c) {
  return c >= 'A' && c <= 'Z';
}

// Whether `text` has the shape of `pattern`, where 9 stands for a digit and any other character for
// itself.
bool HasShape(std::string_view text, std::string_view pattern) {
  return text.size() == pattern.size() &&
         std::equal(text.begin(), text.end(), pattern.begin(),
                    [](char c, char p) { return p == '9' ? IsDigit(c) : c == p; });
}

}  // namespace

bool IsNationalCode(std::string_view text) {
  return HasShape(text, kNationalCode);
}

std::string_view WithoutLocality(std::string_view text) {
  return IsProcedureCode(text) ? text.substr(0, kNationalCode.size()) : std::string_view();
}

bool IsProvinceCode(std::string_view text) {
  return HasShape(text, "99") && text != "00";
}

bool IsProcedureCode(std::string_view text) {
  return IsNationalCode(text) || HasShape(text, "9.999999.H99") ||
         HasShape(text, "9.999999.999.99.99.H99");
}

bool IsLimit(std::string_view text) {
  if (text == "sd15") return true;
  const auto end = std::find_if_not(text.begin(), text.end(), IsDigit);
  const auto digits = static_cast<size_t>(end - text.begin());
  if (digits == 0 || digits > kMaxLimitDigits || text[0] == '0') return false;
  const std::string_view unit = text.substr(digits);
  return unit == "wh" || unit == "wd" || unit == "d" || unit == "w" || unit == "mo";
}

std::string LimitInWords(std::string_view limit) {
  if (limit == "sd15") return "Trong ngày";
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kUnits = {
      {{"wh", "giờ làm việc"},
       {"wd", "ngày làm việc"},
       {"mo", "tháng"},
       {"w", "tuần"},
       {"d", "ngày"}}};
  for (const auto& [unit, words] : kUnits) {
    if (!limit.ends_with(unit)) continue;
    return base::Cat(limit.substr(0, limit.size() - unit.size()), " ", words);
  }
  return {};
}

bool IsPartCode(std::string_view text) {
  return !text.empty() && text.size() <= kMaxComponentCodeBytes && IsCapital(text[0]) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return IsCapital(c) || IsDigit(c) || c == '_'; });
}

bool IsPointer(std::string_view text) {
  if (!text.empty() && text[0] != '/') return false;
  for (size_t at = text.find('~'); at != std::string_view::npos; at = text.find('~', at + 1)) {
    if (at + 1 == text.size() || (text[at + 1] != '0' && text[at + 1] != '1')) return false;
  }
  return true;
}

}  // namespace motcua::catalog
