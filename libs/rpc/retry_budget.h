#pragma once

#include <algorithm>
#include <mutex>

namespace motcua::rpc {

// How many calls may be repeated: one for every ten that were answered, and a few in reserve. So
// repeats never become the load that keeps a service down. Any thread.
class RetryBudget {
 public:
  // An answer came, whatever it said.
  void Answered() {
    const std::lock_guard lock(mutex_);
    tokens_ = std::min(kMost, tokens_ + kEach);
  }
  // Whether a call may be repeated now.
  bool Take() {
    const std::lock_guard lock(mutex_);
    if (tokens_ < 1) return false;
    tokens_ -= 1;
    return true;
  }

 private:
  static constexpr double kMost = 10;
  static constexpr double kEach = 0.1;

  std::mutex mutex_;
  double tokens_ = kMost;
};

}  // namespace motcua::rpc
