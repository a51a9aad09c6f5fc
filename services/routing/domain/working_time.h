#pragma once

#include <span>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/routing/domain/office.h"
#include "services/routing/domain/pause.h"

namespace motcua::routing {

// The time from `from` until before `to`.
struct Stretch {
  absl::Time from;
  absl::Time to;
};

// When on `day` the office works and the clock runs, in order; nothing on a day off.
std::vector<Stretch> WorkingStretches(absl::CivilDay day, const Office& office,
                                      std::span<const Pause> pauses);

// How much of the time from `from` to `to` the office works and the clock runs: what a limit in
// working hours is that begins at `from` and ends at `to`. Zero when `to` is not later.
absl::Duration WorkingTimeBetween(absl::Time from, absl::Time to, const Office& office,
                                  std::span<const Pause> pauses);

}  // namespace motcua::routing
