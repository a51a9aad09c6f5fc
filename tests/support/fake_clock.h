#pragma once

#include <atomic>

#include "libs/base/clock.h"

namespace motcua::test {

// A clock that stands still until it is told otherwise.
class FakeClock final : public base::Clock {
 public:
  explicit FakeClock(absl::Time now) : micros_(absl::ToUnixMicros(now)) {}
  absl::Time Now() const override { return absl::FromUnixMicros(micros_); }
  void Set(absl::Time now) { micros_ = absl::ToUnixMicros(now); }
  void Advance(absl::Duration step) { micros_ += absl::ToInt64Microseconds(step); }

 private:
  std::atomic<int64_t> micros_;
};

}  // namespace motcua::test
