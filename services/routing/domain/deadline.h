#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/routing/domain/limit.h"
#include "services/routing/domain/office.h"
#include "services/routing/domain/pause.h"

namespace motcua::routing {

// One day in the counting of a limit.
struct CountedDay {
  absl::CivilDay date;
  bool counted = false;
  // Why not, or why although a Saturday, and when the clock is stopped; empty: an ordinary day that
  // counts.
  std::string why;

  bool operator==(const CountedDay&) const = default;
};

struct Deadline {
  std::optional<absl::Time> due;  // Nothing when the clock is stopped for good before.
  // What is still to be counted then: `2wd`; `5d` for days, weeks and months; `5wh`, `5wh30m`,
  // `0wh30m15s` for hours. `0d`: the limit ends with the next working day. Else empty.
  std::string remaining;
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
// While the clock is stopped by one of `pauses`, none of which is before `start`, hours do not
// count, and neither does a day if the clock stands when it ends: a working day when the office
// closes, every other at midnight. Weeks and months are as many days as they have from the start
// on; days that do not count come on top.
//
// InvalidArgument on `start` or `limit` when the counting leaves the years of the calendar.
absl::StatusOr<Deadline> ComputeDeadline(absl::Time start, const Limit& limit, const Office& office,
                                         bool last_hour_rule, std::span<const Pause> pauses = {});

}  // namespace motcua::routing
