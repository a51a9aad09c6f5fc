#include "libs/rest/pulse.h"

#include <utility>

namespace motcua::rest {

Pulse::Pulse(absl::Duration quiet, const base::Clock* clock)
    : quiet_(quiet), clock_(clock), thread_([this] { Run(); }) {}

Pulse::~Pulse() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Pulse::Add(std::weak_ptr<EventStream> stream) {
  const std::lock_guard lock(mutex_);
  streams_.push_back(std::move(stream));
}

std::vector<std::shared_ptr<EventStream>> Pulse::Living() {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<EventStream>> living;
  std::erase_if(streams_, [&living](const std::weak_ptr<EventStream>& weak) {
    auto stream = weak.lock();
    if (stream == nullptr) return true;
    living.push_back(std::move(stream));
    return false;
  });
  return living;
}

void Pulse::CancelAll() {
  for (const auto& stream : Living()) stream->Cancel();
}

void Pulse::Run() {
  const auto beat = absl::ToChronoMilliseconds(quiet_ / kBeats);
  while (true) {
    {
      std::unique_lock lock(mutex_);
      if (changed_.wait_for(lock, beat, [this] { return is_stopping_; })) return;
    }
    const absl::Time now = clock_->Now();
    for (const auto& stream : Living()) stream->Beat(now, quiet_);
  }
}

}  // namespace motcua::rest
