#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/routing/domain/limit.h"
#include "services/routing/domain/office.h"

namespace motcua::routing {

// One day in the counting of a limit.
struct CountedDay {
  absl::CivilDay date;
  bool counted = false;
  std::string why;  // Why not, or why although a Saturday; empty: an ordinary day that counts.

  bool operator==(const CountedDay&) const = default;
};

struct Deadline {
  absl::Time due;
  std::vector<CountedDay> derivation;  // From the day of the start on, without gaps.
};

// When a limit that begins at `start` ends (Civil Code 2015 Arts 145-148). Hours begin at once and
// run in the office's time; of days, weeks and months the first day does not count. Working days
// end when the office closes; days, weeks and months at 23:59:59, and on the next working day when
// the last one is off.
//
// With `last_hour_rule` what begins in the hour before the office closes or later, or on a day off,
// begins when it opens on the next working day (the pattern of Decree 297/2025 Arts 3(5), 6(3)).
// `sd15` has an hour of its own.
//
// InvalidArgument on `start` or `limit` when the counting leaves the years of the calendar.
absl::StatusOr<Deadline> ComputeDeadline(absl::Time start, const Limit& limit, const Office& office,
                                         bool last_hour_rule);

}  // namespace motcua::routing
