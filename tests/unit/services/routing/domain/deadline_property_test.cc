#include <algorithm>
#include <random>
#include <string>

#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "services/routing/domain/deadline.h"
#include "tests/unit/services/routing/domain/days_off.h"

// What holds for every limit, tried on random starts; the seed is fixed so that a failure comes
// back.
namespace motcua::routing {
namespace {

constexpr int kTries = 4000;

class Chance {
 public:
  absl::Time Start() {
    return absl::FromCivil(absl::CivilDay(2025, 1, 1), base::Vietnam()) +
           absl::Minutes(Below(2 * 365 * 24 * 60));
  }
  Limit Any() { return {static_cast<Limit::Unit>(Below(6)), 1 + Below(6)}; }
  int Below(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(engine_); }

 private:
  std::mt19937 engine_{20250701};
};

absl::Time Due(absl::Time start, const Limit& limit, const Office& office, bool last_hour) {
  return ComputeDeadline(start, limit, office, last_hour).value().due;
}

}  // namespace

TEST_CASE("who begins earlier is never due later", "[routing][domain][property]") {
  const Office office = sample::CountryOffice();
  Chance chance;
  for (int i = 0; i < kTries; ++i) {
    const Limit limit = chance.Any();
    const bool last_hour = chance.Below(2) == 1;
    const absl::Time start = chance.Start();
    const absl::Time later = start + absl::Minutes(chance.Below(5 * 24 * 60));
    CAPTURE(base::FormatTime(start), base::FormatTime(later), limit.count, last_hour);
    REQUIRE(Due(start, limit, office, last_hour) <= Due(later, limit, office, last_hour));
  }
}

TEST_CASE("a longer limit is never due earlier", "[routing][domain][property]") {
  const Office office = sample::CountryOffice();
  Chance chance;
  for (int i = 0; i < kTries; ++i) {
    const Limit limit = chance.Any();
    const Limit longer{limit.unit, limit.count + chance.Below(5)};
    const absl::Time start = chance.Start();
    CAPTURE(base::FormatTime(start), limit.count, longer.count);
    REQUIRE(Due(start, limit, office, false) <= Due(start, longer, office, false));
  }
}

TEST_CASE("a limit never ends before it begins, nor on a day off", "[routing][domain][property]") {
  const Office office = sample::CountryOffice();
  Chance chance;
  for (int i = 0; i < kTries; ++i) {
    const absl::Time start = chance.Start();
    const absl::Time due = Due(start, chance.Any(), office, chance.Below(2) == 1);
    CAPTURE(base::FormatTime(start), base::FormatTime(due));
    REQUIRE(due > start);
    REQUIRE(office.calendar().IsWorking(base::DayOf(due)));
  }
}

TEST_CASE("working days add up", "[routing][domain][property]") {
  const Office office = sample::CountryOffice();
  Chance chance;
  for (int i = 0; i < kTries; ++i) {
    const Limit first{Limit::Unit::kWorkingDays, 1 + chance.Below(20)};
    const Limit second{Limit::Unit::kWorkingDays, 1 + chance.Below(20)};
    const Limit both{Limit::Unit::kWorkingDays, first.count + second.count};
    const absl::Time start = chance.Start();
    CAPTURE(base::FormatTime(start), first.count, second.count);
    REQUIRE(Due(start, both, office, false) ==
            Due(Due(start, first, office, false), second, office, false));
  }
}

TEST_CASE("working hours add up", "[routing][domain][property]") {
  const Office office = sample::CountryOffice();
  Chance chance;
  for (int i = 0; i < kTries; ++i) {
    const Limit first{Limit::Unit::kWorkingHours, 1 + chance.Below(30)};
    const Limit second{Limit::Unit::kWorkingHours, 1 + chance.Below(30)};
    const Limit both{Limit::Unit::kWorkingHours, first.count + second.count};
    const absl::Time start = chance.Start();
    CAPTURE(base::FormatTime(start), first.count, second.count);
    REQUIRE(Due(start, both, office, false) ==
            Due(Due(start, first, office, false), second, office, false));
  }
}

TEST_CASE("a derivation has no gaps and counts as many days as the limit says",
          "[routing][domain][property]") {
  const Office office = sample::CountryOffice();
  Chance chance;
  for (int i = 0; i < kTries; ++i) {
    const Limit limit = chance.Any();
    const absl::Time start = chance.Start();
    const Deadline deadline = ComputeDeadline(start, limit, office, false).value();
    CAPTURE(base::FormatTime(start), limit.count);
    REQUIRE(deadline.derivation.front().date == base::DayOf(start));
    REQUIRE(deadline.derivation.back().date == base::DayOf(deadline.due));
    for (size_t day = 1; day < deadline.derivation.size(); ++day) {
      REQUIRE(deadline.derivation[day].date == deadline.derivation[day - 1].date + 1);
    }
    const auto counted = std::ranges::count(deadline.derivation, true, &CountedDay::counted);
    switch (limit.unit) {
      case Limit::Unit::kWorkingDays:
      case Limit::Unit::kDays: REQUIRE(counted == limit.count); break;
      case Limit::Unit::kWeeks: REQUIRE(counted == 7 * limit.count); break;
      case Limit::Unit::kSameDay: REQUIRE(counted == 1); break;
      default: REQUIRE(counted >= 1);
    }
  }
}

}  // namespace motcua::routing
