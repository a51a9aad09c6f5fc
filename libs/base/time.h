#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace motcua::base {

// The time zone of the law: UTC+7 all year.
absl::TimeZone Vietnam();

// The day in Vietnam at `time`.
absl::CivilDay DayOf(absl::Time time);

// `day` as `YYYY-MM-DD`.
std::string FormatDate(absl::CivilDay day);

// A date written `YYYY-MM-DD` that is in the calendar, between the years 1900 and 2999.
std::optional<absl::CivilDay> ParseDate(std::string_view text);

// `time` in RFC 3339 with the offset +07:00; fractions of a second only where there are any.
std::string FormatTime(absl::Time time);

// A time written in RFC 3339 with any offset and up to nine digits of a second, between the years
// 1900 and 2999.
std::optional<absl::Time> ParseTime(std::string_view text);

}  // namespace motcua::base
