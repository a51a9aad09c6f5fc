#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "libs/obs/fill.h"
#include "libs/obs/metrics.h"

namespace motcua::rpc {

// A bounded number of threads with a bounded queue before them: where blocking work runs.
class Workers {
 public:
  struct Options {
    int threads = 8;
    size_t max_queued = 1024;
    std::string name;                 // Of the pool, in metrics.
    obs::Metrics* metrics = nullptr;  // Null: none.
  };

  explicit Workers(const Options& options);
  // Finishes what is queued.
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  // False, and nothing happens, when the queue is full or the workers are stopping.
  [[nodiscard]] bool TryPost(std::function<void()> work);
  // Takes turns with what TryPost has queued, and is never refused for want of room: for work that
  // is bounded elsewhere. False when the workers are stopping.
  [[nodiscard]] bool Post(std::function<void()> work);
  size_t queued() const;
  size_t max_queued() const { return options_.max_queued; }

 private:
  using Queue = std::deque<std::function<void()>>;

  bool Put(Queue& queue, std::function<void()> work, size_t max_queued);
  // The queue whose turn it is, of those that hold something.
  Queue& Next();
  bool is_idle() const { return queue_.empty() && unbounded_.empty(); }
  void Run();
  void Report();  // Under the lock.

  const Options options_;
  const obs::Fill busy_fill_;
  const obs::Fill queued_fill_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  Queue queue_;
  Queue unbounded_;
  bool is_turn_of_unbounded_ = false;
  int busy_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace motcua::rpc
