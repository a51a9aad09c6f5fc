#include "libs/host/readiness.h"

#include <utility>

namespace motcua::host {

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

void Readiness::Run() {
  std::unique_lock lock(mutex_);
  while (!draining_) {
    lock.unlock();
    absl::Status said = ask_();
    lock.lock();
    if (draining_) return;
    last_ = std::move(said);
    changed_.wait_for(lock, absl::ToChronoMilliseconds(interval_), [this] { return draining_; });
  }
}

}  // namespace motcua::host
