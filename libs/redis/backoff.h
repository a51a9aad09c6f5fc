#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <random>

namespace motcua::redis {

// How long to wait before the next attempt: 50 ms at first, twice as long each time, a second at
// most; of that at least half, the rest by chance, so that many do not come back in step.
class Backoff {
 public:
  static constexpr std::chrono::microseconds kFirst = std::chrono::milliseconds(50);
  static constexpr std::chrono::microseconds kLongest = std::chrono::seconds(1);

  explicit Backoff(uint32_t seed) : random_(seed) {}

  std::chrono::microseconds Next() {
    const int64_t step = step_.count();
    step_ = std::min(step_ * 2, kLongest);
    return std::chrono::microseconds(
        std::uniform_int_distribution<int64_t>(step / 2, step)(random_));
  }
  void Reset() { step_ = kFirst; }

 private:
  std::minstd_rand random_;
  std::chrono::microseconds step_ = kFirst;
};

}  // namespace motcua::redis
