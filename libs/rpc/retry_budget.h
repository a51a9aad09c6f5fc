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
    answers_ = std::min(answers_ + 1, kMost);
  }
  // Whether a call may be repeated now.
  bool Take() {
    const std::lock_guard lock(mutex_);
    if (answers_ < kForOne) return false;
    answers_ -= kForOne;
    return true;
  }

 private:
  static constexpr int kForOne = 10;
  static constexpr int kMost = 10 * kForOne;

  std::mutex mutex_;
  int answers_ = kMost;
};

}  // namespace motcua::rpc
