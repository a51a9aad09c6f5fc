#include "libs/rpc/workers.h"

#include <limits>
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
  return Put(queue_, std::move(work), options_.max_queued);
}

bool Workers::Post(std::function<void()> work) {
  return Put(unbounded_, std::move(work), std::numeric_limits<size_t>::max());
}

bool Workers::Put(Queue& queue, std::function<void()> work, size_t max_queued) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue.size() >= max_queued) return false;
    queue.push_back(std::move(work));
    Report();
  }
  changed_.notify_one();
  return true;
}

Workers::Queue& Workers::Next() {
  is_turn_of_unbounded_ = !is_turn_of_unbounded_;
  Queue& first = is_turn_of_unbounded_ ? unbounded_ : queue_;
  Queue& second = is_turn_of_unbounded_ ? queue_ : unbounded_;
  return first.empty() ? second : first;
}

size_t Workers::queued() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void Workers::Run() {
  while (true) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopping_ || !is_idle(); });
    if (is_idle()) return;
    Queue& queue = Next();
    std::function<void()> work = std::move(queue.front());
    queue.pop_front();
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
