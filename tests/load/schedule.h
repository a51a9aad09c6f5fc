#pragma once

#include <cstdint>
#include <memory>

#include "tests/load/plan.h"

namespace motcua::load {

// When which connection of a process is to ask, in order; without end. Times are nanoseconds from
// the start. The same seed gives the same times.
class Schedule {
 public:
  struct Arrival {
    int64_t due = 0;
    int connection = 0;
  };

  virtual ~Schedule() = default;
  const Arrival& next() const { return next_; }
  virtual void Advance() = 0;

  // A Poisson stream of `rate` a second, each arrival at any of the connections.
  static std::unique_ptr<Schedule> Poisson(double rate, int connections, uint64_t seed);
  // Every connection asks after `from` to `to` seconds, at even odds, again and again, as if it had
  // done so for ever: the rate is steady from the start.
  static std::unique_ptr<Schedule> Users(int connections, double from, double to, uint64_t seed);

 protected:
  Arrival next_;
};

// The share of `process` in what `plan` asks.
std::unique_ptr<Schedule> MakeSchedule(const Plan& plan, int process);

}  // namespace motcua::load
