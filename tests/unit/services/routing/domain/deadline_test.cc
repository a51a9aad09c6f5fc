#include "services/routing/domain/deadline.h"

#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "tests/unit/services/routing/domain/days_off.h"

namespace motcua::routing {
namespace {

// `2025-07-07 16:30` in Vietnam.
absl::Time At(const std::string& text) {
  absl::Time time;
  std::string error;
  REQUIRE(absl::ParseTime("%Y-%m-%d %H:%M:%E*S", text.size() == 16 ? text + ":00" : text,
                          base::Vietnam(), &time, &error));
  return time;
}

std::string Due(const std::string& start, const std::string& limit, bool last_hour = false,
                const Office& office = sample::CountryOffice()) {
  const absl::StatusOr<Deadline> deadline =
      ComputeDeadline(At(start), ParseLimit(limit).value(), office, last_hour);
  if (!deadline.ok()) return std::string(deadline.status().message());
  return absl::FormatTime("%a %Y-%m-%d %H:%M:%E*S", *deadline->due, base::Vietnam());
}

using Lines = std::vector<std::string>;

Lines Days(const std::string& start, const std::string& limit, bool last_hour = false) {
  Lines lines;
  const Deadline deadline =
      ComputeDeadline(At(start), ParseLimit(limit).value(), sample::CountryOffice(), last_hour)
          .value();
  for (const CountedDay& day : deadline.derivation) {
    lines.push_back(
        base::Cat(base::FormatDate(day.date), day.counted ? " yes: " : " no: ", day.why));
  }
  return lines;
}

}  // namespace

TEST_CASE("working days end at the close of the last one", "[routing][domain]") {
  const auto [start, limit, due] = GENERATE(table<std::string, std::string, std::string>({
      {"2025-06-30", "3wd", "Thu 2025-07-03"},
      {"2025-07-04", "21wd", "Mon 2025-08-04"},
      {"2025-07-31", "15wd", "Thu 2025-08-21"},
      {"2025-04-25", "3wd", "Tue 2025-04-29"},
      {"2025-04-29", "2wd", "Tue 2025-05-06"},
      {"2025-08-28", "3wd", "Thu 2025-09-04"},
      {"2025-12-31", "2wd", "Tue 2026-01-06"},
      {"2026-01-08", "3wd", "Mon 2026-01-12"},
      {"2026-02-13", "5wd", "Fri 2026-02-27"},
      {"2026-04-24", "2wd", "Wed 2026-04-29"},
      {"2026-08-21", "3wd", "Tue 2026-08-25"},
      {"2026-08-28", "3wd", "Mon 2026-09-07"},
      {"2026-11-23", "1wd", "Wed 2026-11-25"},
  }));
  CAPTURE(start, limit);
  CHECK(Due(start + " 00:00", limit) == due + " 17:00:00");
  CHECK(Due(start + " 09:30", limit) == due + " 17:00:00");
  CHECK(Due(start + " 23:59:59.999", limit) == due + " 17:00:00");
}

TEST_CASE("working hours run in office time alone", "[routing][domain]") {
  const auto [start, limit, due] = GENERATE(table<std::string, std::string, std::string>({
      {"2025-07-07 16:30", "2wh", "Tue 2025-07-08 09:30:00"},
      {"2025-07-07 16:30", "8wh", "Tue 2025-07-08 16:30:00"},
      {"2025-07-07 10:15", "8wh", "Tue 2025-07-08 10:15:00"},
      {"2025-07-05 09:00", "8wh", "Mon 2025-07-07 17:00:00"},
      {"2025-08-29 16:00", "8wh", "Wed 2025-09-03 16:00:00"},
      {"2025-07-01 11:30", "2wh", "Tue 2025-07-01 14:30:00"},
      {"2026-01-09 15:00", "8wh", "Sat 2026-01-10 15:00:00"},
      {"2025-07-07 08:00", "4wh", "Mon 2025-07-07 12:00:00"},
      {"2025-07-07 12:00", "4wh", "Mon 2025-07-07 17:00:00"},
      {"2025-07-07 06:00", "1wh", "Mon 2025-07-07 09:00:00"},
      {"2025-07-07 22:00", "1wh", "Tue 2025-07-08 09:00:00"},
  }));
  CAPTURE(start, limit);
  CHECK(Due(start, limit) == due);
}

TEST_CASE("days, weeks and months end at the end of a working day", "[routing][domain]") {
  const auto [start, limit, due] = GENERATE(table<std::string, std::string, std::string>({
      {"2025-07-01 09:00", "15d", "Wed 2025-07-16 23:59:59"},
      {"2025-07-01 09:00", "4d", "Mon 2025-07-07 23:59:59"},  // Saturday
      {"2025-08-29 09:00", "2d", "Wed 2025-09-03 23:59:59"},  // Sunday, then a holiday
      {"2025-04-24 09:00", "2d", "Sat 2025-04-26 23:59:59"},  // worked Saturday
      {"2025-07-01 09:00", "2w", "Tue 2025-07-15 23:59:59"},
      {"2025-07-01 09:00", "1mo", "Fri 2025-08-01 23:59:59"},
      {"2025-10-31 09:00", "1mo", "Mon 2025-12-01 23:59:59"},  // 30 November is a Sunday
      {"2026-12-31 09:00", "2mo", "Mon 2027-03-01 23:59:59"},  // 28 February is a Sunday
      {"2025-07-31 09:00", "12mo", "Fri 2026-07-31 23:59:59"},
  }));
  CAPTURE(start, limit);
  CHECK(Due(start, limit) == due);
}

TEST_CASE("the same day holds for what came by 15:00 on a working day", "[routing][domain]") {
  const auto [start, due] = GENERATE(table<std::string, std::string>({
      {"2025-07-07 00:00", "Mon 2025-07-07 17:00:00"},
      {"2025-07-07 15:00", "Mon 2025-07-07 17:00:00"},
      {"2025-07-07 15:00:00.001", "Tue 2025-07-08 17:00:00"},
      {"2025-07-04 16:00", "Mon 2025-07-07 17:00:00"},
      {"2025-07-05 09:00", "Mon 2025-07-07 17:00:00"},
      {"2025-04-25 15:30", "Sat 2025-04-26 17:00:00"},
      {"2025-08-30 09:00", "Wed 2025-09-03 17:00:00"},
  }));
  CAPTURE(start);
  CHECK(Due(start, "sd15") == due);
  CHECK(Due(start, "sd15", true) == due);
}

TEST_CASE("with the last-hour rule a late start is one of the next working day",
          "[routing][domain]") {
  const auto [start, limit, due] = GENERATE(table<std::string, std::string, std::string>({
      {"2025-07-07 16:30", "8wh", "Tue 2025-07-08 17:00:00"},
      {"2025-07-07 16:00", "8wh", "Tue 2025-07-08 17:00:00"},
      {"2025-07-07 15:59:59", "8wh", "Tue 2025-07-08 15:59:59"},
      {"2025-07-07 16:00", "1wd", "Wed 2025-07-09 17:00:00"},
      {"2025-07-07 15:59", "1wd", "Tue 2025-07-08 17:00:00"},
      {"2025-07-04 18:00", "1wd", "Tue 2025-07-08 17:00:00"},
      {"2025-07-05 09:00", "1wd", "Tue 2025-07-08 17:00:00"},
      {"2025-07-04 16:30", "4d", "Fri 2025-07-11 23:59:59"},
  }));
  CAPTURE(start, limit);
  CHECK(Due(start, limit, true) == due);
}

TEST_CASE("a place has hours of its own", "[routing][domain]") {
  const Calendar calendar = sample::DaysOff();
  OfficeHours early = sample::CountryHours();
  early.unit = "00235";
  early.sessions = *ParseSessions("07:00-11:30 13:30-16:00");
  OfficeHours friday = sample::CountryHours();
  friday.unit = "01";
  friday.weekdays = {absl::Weekday::friday};
  friday.sessions = *ParseSessions("07:30-14:00");
  const Timetable timetable = Timetable::Make({sample::CountryHours(), early, friday}).value();
  const auto [unit, province, start, limit, last_hour, due] =
      GENERATE(table<std::string, std::string, std::string, std::string, bool, std::string>({
          {"00235", "01", "2025-07-07 09:00", "1wd", false, "Tue 2025-07-08 16:00:00"},
          {"00235", "01", "2025-07-07 09:00", "8wh", false, "Tue 2025-07-08 10:00:00"},
          {"00235", "01", "2025-07-07 09:00", "1d", false, "Tue 2025-07-08 23:59:59"},
          {"00235", "01", "2025-07-07 15:00", "1wd", true, "Wed 2025-07-09 16:00:00"},
          {"00235", "01", "2025-07-07 15:00", "1wh", true, "Tue 2025-07-08 08:00:00"},
          {"00235", "01", "2025-07-07 14:59", "1wd", true, "Tue 2025-07-08 16:00:00"},
          {"00235", "01", "2025-07-07 15:00", "sd15", false, "Mon 2025-07-07 16:00:00"},
          // The commune's Friday is its own, another's that of the province.
          {"00235", "01", "2025-07-10 09:00", "1wd", false, "Fri 2025-07-11 16:00:00"},
          {"00004", "01", "2025-07-10 09:00", "1wd", false, "Fri 2025-07-11 14:00:00"},
          {"00004", "01", "2025-07-09 09:00", "1wd", false, "Thu 2025-07-10 17:00:00"},
          {"01", "", "2025-07-10 09:00", "1wd", false, "Fri 2025-07-11 14:00:00"},
          {"02647", "15", "2025-07-10 09:00", "1wd", false, "Fri 2025-07-11 17:00:00"},
          // What comes when a short day is over is not of that day, though before 15:00.
          {"00004", "01", "2025-07-11 13:59", "sd15", false, "Fri 2025-07-11 14:00:00"},
          {"00004", "01", "2025-07-11 14:00", "sd15", false, "Mon 2025-07-14 17:00:00"},
          // A Saturday that is worked has the hours of a Friday, one that is not has none.
          {"00004", "01", "2026-08-21 13:00", "2wh", false, "Sat 2026-08-22 08:30:00"},
          {"00004", "01", "2026-08-21 09:00", "1wd", false, "Sat 2026-08-22 14:00:00"},
          {"00004", "01", "2025-07-12 09:00", "1wh", false, "Mon 2025-07-14 09:00:00"},
      }));
  CAPTURE(unit, start, limit);
  CHECK(Due(start, limit, last_hour, Office(calendar, timetable, unit, province)) == due);
}

TEST_CASE("the derivation lists every day with its reason", "[routing][domain]") {
  CHECK(Days("2025-04-25 09:00", "2wd") == Lines{"2025-04-25 no: day of the start",
                                                 "2025-04-26 yes: worked Saturday",
                                                 "2025-04-27 no: Sunday", "2025-04-28 yes: "});
  CHECK(Days("2025-08-29 16:30", "2wh", true) ==
        Lines{"2025-08-29 no: received in the last hour of office time or later",
              "2025-08-30 no: Saturday", "2025-08-31 no: Sunday", "2025-09-01 no: Quốc khánh",
              "2025-09-02 no: Quốc khánh", "2025-09-03 yes: "});
  CHECK(Days("2025-07-04 09:00", "1d") == Lines{"2025-07-04 no: day of the start",
                                                "2025-07-05 yes: ", "2025-07-06 no: Sunday",
                                                "2025-07-07 no: the limit ends on a working day"});
  CHECK(Days("2025-07-04 18:00", "1wh") == Lines{"2025-07-04 no: after office time",
                                                 "2025-07-05 no: Saturday", "2025-07-06 no: Sunday",
                                                 "2025-07-07 yes: "});
  CHECK(Days("2025-07-04 15:01", "sd15") == Lines{"2025-07-04 no: received after 15:00",
                                                  "2025-07-05 no: Saturday",
                                                  "2025-07-06 no: Sunday", "2025-07-07 yes: "});
}

TEST_CASE("a limit outside the years of the calendar is refused", "[routing][domain]") {
  const auto field = [](const char* start, const char* limit) {
    const absl::Status status =
        ComputeDeadline(At(start), ParseLimit(limit).value(), sample::CountryOffice(), false)
            .status();
    REQUIRE(absl::IsInvalidArgument(status));
    CHECK(base::ProblemOf(status)->violations.at(0).code == "BEYOND_CALENDAR");
    return base::ProblemOf(status)->violations.at(0).pointer;
  };
  CHECK(field("2024-12-31 09:00", "1wd") == "start");
  CHECK(field("2028-01-03 09:00", "1wd") == "start");
  CHECK(field("1900-01-01 09:00", "8wh") == "start");
  CHECK(field("2027-12-31 09:00", "1wd") == "limit");
  CHECK(field("2027-12-31 09:00", "9wh") == "limit");
  CHECK(field("2027-12-31 16:00", "sd15") == "limit");
  CHECK(field("2025-07-01 09:00", "9999d") == "limit");
  CHECK(field("2025-07-01 09:00", "9999mo") == "limit");
  CHECK(field("2025-07-01 09:00", "9999wh") == "limit");
}

}  // namespace motcua::routing
