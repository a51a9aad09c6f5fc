#pragma once

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace motcua::base {

// Tells the time. The domain gets times as arguments; all else asks a clock that was handed to it.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;
};

// The system's clock in whole microseconds, which is what stores keep: a time reads back as it was
// told.
class SystemClock final : public Clock {
 public:
  absl::Time Now() const override { return absl::FromUnixMicros(absl::ToUnixMicros(absl::Now())); }
};

}  // namespace motcua::base
