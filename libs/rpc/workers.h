#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace motcua::rpc {

// A bounded number of threads with a bounded queue before them: where blocking work runs.
class Workers {
 public:
  Workers(int threads, size_t max_queued);
  // Finishes what is queued.
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  // False, and nothing happens, when the queue is full or the workers are stopping.
  [[nodiscard]] bool TryPost(std::function<void()> work);
  size_t queued() const;
  size_t max_queued() const { return max_queued_; }

 private:
  void Run();

  const size_t max_queued_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace motcua::rpc
