#include "libs/base/time.h"

#include <algorithm>

#include "libs/base/text.h"

namespace motcua::base {
namespace {

constexpr std::string_view kSecondShape = "dddd-dd-ddTdd:dd:dd";
constexpr std::string_view kOffsetShape = "+dd:dd";
constexpr size_t kMaxFraction = 9;

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// Whether `text` is `shape`, in which `d` stands for a digit and `+` for either sign.
bool HasShape(std::string_view text, std::string_view shape) {
  return std::ranges::equal(text, shape, [](char c, char of) {
    return of == 'd' ? IsDigit(c) : c == of || (of == '+' && c == '-');
  });
}

// Takes `.` and the digits of a fraction off the front of `text`, if they are there. False when
// there are none behind the point, or too many.
bool TakeFraction(std::string_view& text) {
  if (text.empty() || text[0] != '.') return true;
  size_t size = 1;
  while (size < text.size() && IsDigit(text[size])) ++size;
  text.remove_prefix(size);
  return size > 1 && size <= kMaxFraction + 1;
}

}  // namespace

absl::TimeZone Vietnam() {
  return absl::FixedTimeZone(7 * 60 * 60);
}

absl::CivilDay DayOf(absl::Time time) {
  return absl::ToCivilDay(time, Vietnam());
}

std::string FormatDate(absl::CivilDay day) {
  return absl::FormatCivilTime(day);
}

std::optional<absl::CivilDay> ParseDate(std::string_view text) {
  int year = 0;
  int month = 0;
  int day = 0;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' ||
      !ParseInt(text.substr(0, 4), &year) || !ParseInt(text.substr(5, 2), &month) ||
      !ParseInt(text.substr(8, 2), &day)) {
    return std::nullopt;
  }
  const absl::CivilDay date(year, month, day);
  const bool as_written = date.year() == year && date.month() == month && date.day() == day;
  if (!as_written || year < 1900 || year > 2999) return std::nullopt;
  return date;
}

std::string FormatTime(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E*S%Ez", time, Vietnam());
}

std::optional<absl::Time> ParseTime(std::string_view text) {
  std::string_view rest = text.substr(std::min(text.size(), kSecondShape.size()));
  if (!HasShape(text.substr(0, kSecondShape.size()), kSecondShape) || !TakeFraction(rest) ||
      (rest != "Z" && !HasShape(rest, kOffsetShape))) {
    return std::nullopt;
  }
  absl::Time time;
  std::string wrong;
  if (!absl::ParseTime(absl::RFC3339_full, std::string(text), &time, &wrong)) return std::nullopt;
  const auto year = DayOf(time).year();
  if (year < 1900 || year > 2999) return std::nullopt;
  return time;
}

}  // namespace motcua::base
