#include "libs/base/time.h"

#include "catch2/catch.hpp"

namespace motcua::base {

TEST_CASE("the day in Vietnam begins at 17:00 UTC of the day before", "[base]") {
  const absl::Time midnight =
      absl::FromCivil(absl::CivilSecond(2025, 6, 30, 17), absl::UTCTimeZone());
  CHECK(DayOf(midnight) == absl::CivilDay(2025, 7, 1));
  CHECK(DayOf(midnight - absl::Nanoseconds(1)) == absl::CivilDay(2025, 6, 30));
}

TEST_CASE("a date that is in the calendar is read and written", "[base]") {
  const std::string text =
      GENERATE(as<std::string>(), "1900-01-01", "2024-02-29", "2025-07-01", "2999-12-31");
  const auto date = ParseDate(text);
  REQUIRE(date);
  CHECK(FormatDate(*date) == text);
}

TEST_CASE("a date that is malformed or not in the calendar is refused", "[base]") {
  const std::string text = GENERATE(
      as<std::string>(), "", "2025-7-1", "2025-07-1", "01-07-2025", "2025/07/01", "2025-07-01 ",
      " 2025-07-01", "2025-02-29", "2025-13-01", "2025-00-10", "2025-01-00", "2025-04-31",
      "1899-12-31", "3000-01-01", "-025-07-01", "2025--7-01", "2025-07-+1", "2025-07-01T00:00:00Z");
  CAPTURE(text);
  CHECK_FALSE(ParseDate(text));
}

TEST_CASE("a time is written with the offset of Vietnam", "[base]") {
  const absl::Time time = absl::FromCivil(absl::CivilSecond(2025, 7, 3, 10), absl::UTCTimeZone());
  CHECK(base::FormatTime(time) == "2025-07-03T17:00:00+07:00");
  CHECK(base::FormatTime(time + absl::Milliseconds(250)) == "2025-07-03T17:00:00.25+07:00");
}

TEST_CASE("a time of RFC 3339 is read, whatever its offset", "[base]") {
  const auto [text, time] = GENERATE(table<std::string, std::string>({
      {"2025-07-03T17:00:00+07:00", "2025-07-03T17:00:00+07:00"},
      {"2025-07-03T10:00:00Z", "2025-07-03T17:00:00+07:00"},
      {"2025-07-03T05:30:00-04:30", "2025-07-03T17:00:00+07:00"},
      {"2025-07-03T17:00:00.25+07:00", "2025-07-03T17:00:00.25+07:00"},
      {"2025-07-03T10:00:00.123456789Z", "2025-07-03T17:00:00.123456789+07:00"},
      {"1900-01-01T00:00:00+07:00", "1900-01-01T00:00:00+07:00"},
      {"2999-12-31T23:59:59+07:00", "2999-12-31T23:59:59+07:00"},
  }));
  CAPTURE(text);
  REQUIRE(base::ParseTime(text));
  CHECK(base::FormatTime(*base::ParseTime(text)) == time);
}

TEST_CASE("what is no time of RFC 3339 is refused", "[base]") {
  const std::string text = GENERATE(
      as<std::string>(), "", "now", "2025-07-03", "2025-07-03T17:00:00", "2025-07-03T17:00Z",
      "2025-07-03 17:00:00Z", "2025-07-03t17:00:00Z", "2025-07-03T17:00:00z",
      " 2025-07-03T17:00:00Z", "2025-07-03T17:00:00Z ", "2025-07-03T17:00:00+0700",
      "2025-07-03T17:00:00+07", "2025-07-03T17:00:00 07:00", "2025-07-03T17:00:00.Z",
      "2025-07-03T17:00:00.1234567890Z", "2025-02-29T17:00:00Z", "2025-07-03T24:00:01Z",
      "2025-07-03T17:60:00Z", "+025-07-03T17:00:00Z", "1899-12-31T23:59:59+07:00",
      "3000-01-01T00:00:00+07:00", "infinite-future", "2025-07-03T17:00:00+99:00");
  CAPTURE(text);
  CHECK_FALSE(base::ParseTime(text));
}

}  // namespace motcua::base
