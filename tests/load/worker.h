#pragma once

#include "tests/load/plan.h"

namespace motcua::load {

// What a process of the fleet does: opens its connections, tells over `control` how many there are
// (int64_t), stays until it is told when the run starts (int64_t, CLOCK_MONOTONIC), runs, and gives
// its Tally. Ends when `control` does; false when that is too early.
bool RunWorker(const Plan& plan, int process, int control);

// The measured window of a run that starts at `start`.
struct Window {
  int64_t from;
  int64_t to;
};
Window WindowOf(const Plan& plan, int64_t start);

// All of `size` bytes from or to `fd`; false when the other side has gone.
bool ReadAll(int fd, void* bytes, size_t size);
bool WriteAll(int fd, const void* bytes, size_t size);

}  // namespace motcua::load
