#include "libs/host/readiness.h"

#include <utility>

#include "libs/base/patience.h"

namespace motcua::host {
namespace {

constexpr absl::Duration kLongestAnswer = absl::Seconds(2);

}  // namespace

Readiness::Readiness(std::function<absl::Status()> ask, absl::Duration interval)
    : ask_(std::move(ask)), interval_(interval), thread_([this] { Run(); }) {}

absl::Status Readiness::Get() const {
  const std::lock_guard lock(mutex_);
  return last_;
}

void Readiness::Drain() {
  {
    const std::lock_guard lock(mutex_);
    draining_ = true;
    last_ = absl::UnavailableError("draining");
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

// Who does not answer in time is not ready, and nobody waits for it at the end.
absl::Status Readiness::Ask() {
  const base::Patience patience(kLongestAnswer, [this] {
    const std::lock_guard lock(mutex_);
    return draining_;
  });
  return ask_();
}

void Readiness::Run() {
  std::unique_lock lock(mutex_);
  while (!draining_) {
    lock.unlock();
    absl::Status said = Ask();
    lock.lock();
    if (draining_) return;
    last_ = std::move(said);
    changed_.wait_for(lock, absl::ToChronoMilliseconds(interval_), [this] { return draining_; });
  }
}

}  // namespace motcua::host
