#include "libs/rpc/workers.h"

#include <utility>

namespace motcua::rpc {

Workers::Workers(const Options& options)
    : options_(options),
      busy_fill_(options.metrics, "motcua_workers_busy", "Threads that work.", options.threads,
                 {{"pool", options.name}}),
      queued_fill_(options.metrics, "motcua_workers_queued", "Calls that wait for a thread.",
                   options.max_queued, {{"pool", options.name}}) {
  for (int i = 0; i < options.threads; ++i) threads_.emplace_back([this] { Run(); });
}

Workers::~Workers() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool Workers::TryPost(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue_.size() >= options_.max_queued) return false;
    queue_.push_back(std::move(work));
    Report();
  }
  changed_.notify_one();
  return true;
}

size_t Workers::queued() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void Workers::Run() {
  while (true) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    std::function<void()> work = std::move(queue_.front());
    queue_.pop_front();
    ++busy_;
    Report();
    lock.unlock();
    std::exchange(work, nullptr)();
    lock.lock();
    --busy_;
    Report();
  }
}

void Workers::Report() {
  busy_fill_.Set(busy_);
  queued_fill_.Set(queue_.size());
}

}  // namespace motcua::rpc
