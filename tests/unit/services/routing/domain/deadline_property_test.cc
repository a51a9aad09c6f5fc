#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "services/routing/domain/deadline.h"
#include "services/routing/domain/working_time.h"
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
  // Up to three stretches after `start` in which the clock stands, the last one at times for good.
  std::vector<Pause> Pauses(absl::Time start, bool may_stay_open) {
    std::vector<Pause> pauses(Below(4));
    for (Pause& pause : pauses) {
      pause.from = start + absl::Minutes(Below(3 * 24 * 60));
      start = pause.from + absl::Minutes(1 + Below(3 * 24 * 60));
      pause.to = start;
    }
    if (may_stay_open && !pauses.empty() && Below(3) == 0) pauses.back().to.reset();
    return pauses;
  }
  int Below(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(engine_); }

 private:
  std::mt19937 engine_{20250701};
};

absl::Time Due(absl::Time start, const Limit& limit, const Office& office, bool last_hour) {
  return ComputeDeadline(start, limit, office, last_hour).value().due.value();
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

TEST_CASE("the working time until a limit in hours is due is the limit",
          "[routing][domain][property]") {
  const Office office = sample::CountryOffice();
  Chance chance;
  for (int i = 0; i < kTries; ++i) {
    const Limit limit{Limit::Unit::kWorkingHours, 1 + chance.Below(60)};
    const absl::Time start = chance.Start();
    const std::vector<Pause> pauses = chance.Pauses(start, true);
    CAPTURE(base::FormatTime(start), limit.count, pauses.size());
    const Deadline deadline = ComputeDeadline(start, limit, office, false, pauses).value();
    if (!deadline.due) continue;
    REQUIRE(WorkingTimeBetween(start, *deadline.due, office, pauses) == absl::Hours(limit.count));
    REQUIRE(RunsUntil(*deadline.due, pauses));
  }
}

TEST_CASE("a pause never brings the end nearer, and delays it by no more than there was to count",
          "[routing][domain][property]") {
  const Office office = sample::CountryOffice();
  Chance chance;
  for (int i = 0; i < kTries; ++i) {
    const Limit limit = chance.Any();
    const bool last_hour = chance.Below(2) == 1;
    const absl::Time start = chance.Start();
    const std::vector<Pause> pauses = chance.Pauses(start, false);
    CAPTURE(base::FormatTime(start), limit.count, last_hour, pauses.size());
    const absl::Time free = Due(start, limit, office, last_hour);
    const absl::Time due = *ComputeDeadline(start, limit, office, last_hour, pauses)->due;
    REQUIRE(due >= free);
    if (pauses.empty() || pauses.front().from >= free) REQUIRE(due == free);
    if (limit.unit != Limit::Unit::kWorkingHours) continue;
    REQUIRE(WorkingTimeBetween(free, due, office, {}) <=
            WorkingTimeBetween(start, due, office, {}) -
                WorkingTimeBetween(start, due, office, pauses));
  }
}

TEST_CASE("a clock stopped for good and asked with what remains ends where it would have",
          "[routing][domain][property]") {
  const Office office = sample::CountryOffice();
  Chance chance;
  for (int i = 0; i < kTries; ++i) {
    const Limit limit{Limit::Unit::kWorkingDays, 1 + chance.Below(6)};
    const absl::Time start = chance.Start();
    const absl::Time stop = start + absl::Minutes(chance.Below(5 * 24 * 60));
    const absl::Time again = stop + absl::Minutes(1 + chance.Below(5 * 24 * 60));
    const std::vector<Pause> open{{stop, {}}};
    const std::vector<Pause> closed{{stop, again}};
    CAPTURE(base::FormatTime(start), base::FormatTime(stop), base::FormatTime(again), limit.count);
    const Deadline stopped = ComputeDeadline(start, limit, office, false, open).value();
    const absl::Time due = *ComputeDeadline(start, limit, office, false, closed)->due;
    if (stopped.due) {
      REQUIRE(due == *stopped.due);
      continue;
    }
    // The day on which the clock starts again counts when it runs at its close.
    const absl::CivilDay day = base::DayOf(again);
    const absl::Time eve = absl::FromCivil(day - 1, base::Vietnam());
    const bool late = office.calendar().IsWorking(day) && again >= office.Closing(day);
    const absl::Time from = late ? again : std::max(start, eve);
    REQUIRE(due == Due(from, *ParseLimit(stopped.remaining), office, false));
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
    REQUIRE(deadline.derivation.back().date == base::DayOf(*deadline.due));
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
