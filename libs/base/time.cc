#include "libs/base/time.h"

#include "libs/base/text.h"

namespace motcua::base {

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

}  // namespace motcua::base
