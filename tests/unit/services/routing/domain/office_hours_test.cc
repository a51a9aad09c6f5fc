#include "services/routing/domain/office_hours.h"

#include <string>
#include <utility>
#include <vector>

#include "catch2/catch.hpp"
#include "services/routing/domain/reference.h"
#include "tests/unit/services/routing/domain/days_off.h"
#include "tests/unit/services/routing/domain/small_world.h"

namespace motcua::routing {
namespace {

constexpr absl::CivilDay kMonday(2025, 7, 7);

OfficeHours Row(std::string unit, const char* weekdays, const char* sessions, Period valid = {},
                size_t line = 0) {
  return {std::move(unit), *ParseWeekdays(weekdays), *ParseSessions(sessions), valid, "b", line};
}

std::string Of(const Timetable& timetable, const std::string& unit, absl::CivilDay day) {
  const auto sessions = timetable.Of(unit, day);
  return TextOf(std::vector<Session>(sessions.begin(), sessions.end()));
}

std::string Refusal(std::vector<OfficeHours> rows) {
  const absl::Status status = Timetable::Make(std::move(rows)).status();
  CHECK(absl::IsInvalidArgument(status));
  return std::string(status.message());
}

}  // namespace

TEST_CASE("sessions are read as they are written", "[routing][domain]") {
  const char* const text = GENERATE("08:00-12:00 13:00-17:00", "00:00-23:59", "07:30-11:45",
                                    "07:00-08:00 08:01-09:00 10:00-11:00 12:00-13:00");
  CHECK(TextOf(ParseSessions(text).value()) == text);
}

TEST_CASE("what are no sessions is refused", "[routing][domain]") {
  const char* const text =
      GENERATE("", " ", "08:00", "08:00-", "-17:00", "8:00-12:00", "08:00-24:00", "08:60-12:00",
               "08.00-12.00", "+8:00-12:00", "08:+1-12:00", "12:00-08:00", "08:00-08:00",
               "08:00-12:00  13:00-17:00", "08:00-12:00,13:00-17:00", "13:00-17:00 08:00-12:00",
               "08:00-12:00 11:00-17:00", "08:00-12:00 12:00-17:00", "08:00-12:00-17:00",
               "01:00-02:00 03:00-04:00 05:00-06:00 07:00-08:00 09:00-10:00");
  CAPTURE(text);
  CHECK_FALSE(ParseSessions(text).has_value());
}

TEST_CASE("days of the week are the worked ones, in order", "[routing][domain]") {
  CHECK(TextOf(ParseWeekdays("MON TUE WED THU FRI").value()) == "MON TUE WED THU FRI");
  CHECK(TextOf(ParseWeekdays("WED FRI").value()) == "WED FRI");
  const char* const text =
      GENERATE("", "SAT", "FRI SAT", "SUN", "mon", "MON MON", "TUE MON", "MON  TUE", "MON-FRI");
  CAPTURE(text);
  CHECK_FALSE(ParseWeekdays(text).has_value());
}

TEST_CASE("hours hold on their days, from their first day to their last", "[routing][domain]") {
  const Timetable timetable =
      Timetable::Make({Row("00235", "MON", "07:00-11:00", {kMonday, kMonday + 7}),
                       Row("00235", "MON", "07:30-11:30", {kMonday + 8, {}}),
                       Row("00235", "TUE", "09:00-10:00", {kMonday, {}}), sample::CountryHours()})
          .value();
  CHECK(Of(timetable, "00235", kMonday - 7).empty());
  CHECK(Of(timetable, "00235", kMonday) == "07:00-11:00");
  CHECK(Of(timetable, "00235", kMonday + 7) == "07:00-11:00");
  CHECK(Of(timetable, "00235", kMonday + 14) == "07:30-11:30");
  CHECK(Of(timetable, "00235", kMonday + 1) == "09:00-10:00");
  CHECK(Of(timetable, "00235", kMonday + 2).empty());
  CHECK(Of(timetable, "00234", kMonday).empty());
  CHECK(Of(timetable, "", kMonday) == "08:00-12:00 13:00-17:00");
}

TEST_CASE("hours that contradict one another are refused", "[routing][domain]") {
  const OfficeHours country = sample::CountryHours();
  CHECK(Refusal({country, Row("01", "MON TUE", "07:00-11:00", {kMonday, kMonday + 7}, 3),
                 Row("01", "TUE WED", "08:00-11:00", {kMonday + 7, {}}, 4)}) ==
        "office_hours.tsv:4:valid_from: 01: other hours hold on TUE at the same time, line 3");
  CHECK(Refusal({country, Row("01", "MON", "07:00-11:00"), Row("01", "MON", "08:00-11:00")}) ==
        "office_hours: 01: other hours hold on MON at the same time");
  CHECK(Refusal({country, Row("01", "MON", "07:00-11:00", {kMonday, kMonday - 1}, 7)}) ==
        "office_hours.tsv:7:valid_to: 01: ends before it begins");
  CHECK(Refusal({country, Row("", "FRI", "07:00-11:00", {kMonday, {}}, 3)}) ==
        "office_hours.tsv:3:valid_from: the country: other hours hold on FRI at the same time");
}

TEST_CASE("the country has hours on every day that may be worked", "[routing][domain]") {
  const Period before = {{}, kMonday - 1};
  const Period after = {kMonday, {}};
  const char* const week = "MON TUE WED THU FRI";
  const char* const hours = "08:00-12:00";
  CHECK(Timetable::Make({Row("", week, hours, before), Row("", week, hours, after)}).ok());
  CHECK(Timetable::Make({}).ok());
  CHECK(Refusal({Row("01", week, hours)}) == "office_hours: the country has no hours on every day");
  CHECK(Refusal({Row("", "MON TUE WED FRI", hours)}) ==
        "office_hours: the country has no hours on every THU");
  CHECK(Refusal({Row("", week, hours, before)}) ==
        "office_hours: the country has no hours on every MON");
  CHECK(Refusal({Row("", week, hours, after)}) ==
        "office_hours: the country has no hours on every MON");
  CHECK(Refusal({Row("", week, hours, before), Row("", week, hours, {kMonday + 1, {}})}) ==
        "office_hours: the country has no hours on every MON");
}

TEST_CASE("whoever has hours exists when they begin", "[routing][domain]") {
  const auto made = [](OfficeHours row) {
    Tables tables = sample::SmallWorld();
    tables.office_hours = {sample::CountryHours(), std::move(row)};
    return std::string(Reference::Make(std::move(tables)).status().message());
  };
  CHECK(made(Row("00235", "MON", "07:00-11:00", {sample::kReform, {}})).empty());
  CHECK(made(Row("01", "MON", "07:00-11:00")).empty());
  const std::string none = "no province or commune has this code when the hours begin";
  CHECK(made(Row("00235", "MON", "07:00-11:00", {sample::kBefore, {}}, 3)) ==
        "office_hours.tsv:3:unit: 00235: " + none);
  CHECK(made(Row("99999", "MON", "07:00-11:00")) == "office_hours: 99999: " + none);
  CHECK(made(Row("001", "MON", "07:00-11:00")) == "office_hours: 001: " + none);
}

TEST_CASE("days to work without hours are refused", "[routing][domain]") {
  Tables tables = sample::SmallWorld();
  tables.special_days = {{sample::kNow, SpecialDay::Kind::kHoliday, "a"}};
  CHECK(Reference::Make(tables).status().message() ==
        "office_hours: there are days to work, but no hours");
  tables.office_hours = {sample::CountryHours()};
  CHECK(Reference::Make(tables).ok());
}

}  // namespace motcua::routing
