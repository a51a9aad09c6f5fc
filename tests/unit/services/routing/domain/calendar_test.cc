#include "services/routing/domain/calendar.h"

#include "catch2/catch.hpp"
#include "tests/unit/services/routing/domain/days_off.h"

namespace motcua::routing {
namespace {

using Day = absl::CivilDay;

int WorkingDaysBetween(const Calendar& calendar, absl::CivilDay first, absl::CivilDay last) {
  int count = 0;
  for (; first <= last; ++first) count += calendar.IsWorking(first) ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("the years have as many working days as the plans say", "[routing][domain]") {
  const Calendar calendar = sample::DaysOff();
  const auto [first, last, count] = GENERATE(table<absl::CivilDay, absl::CivilDay, int>({
      {Day(2025, 1, 1), Day(2025, 12, 31), 250},
      {Day(2026, 1, 1), Day(2026, 12, 31), 249},
      {Day(2027, 1, 1), Day(2027, 12, 31), 249},
      {Day(2025, 7, 1), Day(2025, 7, 31), 23},
      {Day(2025, 7, 1), Day(2025, 9, 30), 64},
  }));
  CHECK(WorkingDaysBetween(calendar, first, last) == count);
}

TEST_CASE("a day tells why it is off, or why it is worked", "[routing][domain]") {
  const Calendar calendar = sample::DaysOff();
  CHECK(calendar.Why(Day(2025, 7, 5)) == "Saturday");
  CHECK(calendar.Why(Day(2025, 7, 6)) == "Sunday");
  CHECK(calendar.Why(Day(2025, 9, 2)) == "Quốc khánh");
  CHECK(calendar.Why(Day(2025, 4, 26)) == "worked Saturday");
  CHECK(calendar.Why(Day(2027, 2, 8)) == "Tết Đinh Mùi (estimate)");
  CHECK(calendar.Why(Day(2025, 7, 7)).empty());
}

TEST_CASE("a calendar knows the years from its first row to its last", "[routing][domain]") {
  const Calendar calendar = sample::DaysOff();
  CHECK_FALSE(calendar.Covers(Day(2024, 12, 31)));
  CHECK(calendar.Covers(Day(2025, 1, 1)));
  CHECK(calendar.Covers(Day(2027, 12, 31)));
  CHECK_FALSE(calendar.Covers(Day(2028, 1, 1)));
  CHECK_FALSE(Calendar().Covers(Day(2025, 1, 1)));
}

TEST_CASE("a calendar that contradicts itself is refused", "[routing][domain]") {
  using Kind = SpecialDay::Kind;
  CHECK(Calendar::Make(
            {{Day(2025, 9, 2), Kind::kHoliday, "a"}, {Day(2025, 9, 2), Kind::kEstimate, "b"}})
            .status()
            .message() == "calendar: 2025-09-02: listed twice");
  CHECK(Calendar::Make({{Day(2025, 9, 2), Kind::kWorkedSaturday, "a"}}).status().message() ==
        "calendar: 2025-09-02: is no Saturday");
}

}  // namespace motcua::routing
