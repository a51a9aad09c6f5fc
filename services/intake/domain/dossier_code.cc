#include "services/intake/domain/dossier_code.h"

#include <algorithm>
#include <cctype>
#include <cstdio>

#include "libs/base/text.h"

namespace motcua::intake {
namespace {

constexpr size_t kMaxCodeBytes = 64;

std::string Padded(int64_t number, size_t digits) {
  const std::string text = base::Cat(number);
  return std::string(digits - std::min(digits, text.size()), '0') + text;
}

std::string ShortDate(absl::CivilDay day) {
  return base::Cat(Padded(day.year() % 100, 2), Padded(day.month(), 2), Padded(day.day(), 2));
}

bool AllDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](unsigned char c) { return std::isdigit(c) != 0; });
}

}  // namespace

std::string DossierCode(std::string_view agency_code, absl::CivilDay day, int64_t number,
                        const CodeForm& form) {
  const size_t dot = agency_code.find('.');
  const std::string_view province = agency_code.substr(0, dot);
  const std::string_view below =
      dot == std::string_view::npos ? std::string_view("000") : agency_code.substr(dot + 1);
  const std::string tail = base::Cat("-", ShortDate(day), "-", Padded(number, 4));
  if (day >= form.agency_first_from) return base::Cat(province, ".", below, ".00", tail);
  return base::Cat(below, ".00.00.", province, tail);
}

bool LooksLikeDossierCode(std::string_view text) {
  if (text.size() > kMaxCodeBytes) return false;
  const size_t last = text.rfind('-');
  if (last == std::string_view::npos || last == 0) return false;
  const size_t middle = text.rfind('-', last - 1);
  if (middle == std::string_view::npos || middle == 0) return false;
  const std::string_view agency = text.substr(0, middle);
  const std::string_view date = text.substr(middle + 1, last - middle - 1);
  const std::string_view number = text.substr(last + 1);
  const bool plain = std::all_of(agency.begin(), agency.end(), [](unsigned char c) {
    return std::isdigit(c) != 0 || (c >= 'A' && c <= 'Z') || c == '.';
  });
  return plain && (date.size() == 6 || date.size() == 8) && AllDigits(date) && AllDigits(number) &&
         number.size() >= 4;
}

}  // namespace motcua::intake
