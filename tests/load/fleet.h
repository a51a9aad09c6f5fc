#pragma once

#include <array>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/load/plan.h"
#include "tests/load/tally.h"
#include "tests/load/watch.h"

namespace motcua::load {

// When processes are read.
enum Moment {
  kBefore,  // There are no connections yet.
  kOpened,  // All are open. Idle: and have had their first answer.
  kFrom,    // The window begins. Idle: the connections have stayed for their time.
  kTo,      // The window is over.
  kMoments,
};

// The processes of one name, added up.
struct Usage {
  std::string name;
  std::vector<int> pids;
  std::array<Reading, kMoments> at;
};

struct Outcome {
  Tally tally;
  int64_t settled = 0;       // Connections open before the start; idle: answered.
  std::vector<Usage> usage;  // As watched; the last is the generator itself, without `kBefore`.
};

// Runs the plan in processes of its own. NotFound when a watched process has gone; Unavailable when
// no connection could be opened; Internal when a process of the fleet has died.
absl::StatusOr<Outcome> RunFleet(const Plan& plan);

}  // namespace motcua::load
