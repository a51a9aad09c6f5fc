#pragma once

#include <poll.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace motcua::redis {

using Clock = std::chrono::steady_clock;

// Ends a loop's wait, from any thread. Shared with those who may outlive the loop.
class Wake {
 public:
  explicit Wake(int fd) : fd_(fd) {}
  ~Wake();
  Wake(const Wake&) = delete;
  Wake& operator=(const Wake&) = delete;

  void Call() const;
  // Forgets the calls so far.
  void Clear() const;
  int fd() const { return fd_; }

 private:
  const int fd_;
};

// One thread that waits for a few sockets and times. What it runs must be brief.
class Loop {
 public:
  // All on the loop's thread.
  class Part {
   public:
    virtual ~Part() = default;
    // The socket and events to wait for; -1: none.
    virtual pollfd Wants() const = 0;
    // When to take a turn though nothing has happened.
    virtual Clock::time_point turn_at() const = 0;
    // Comes after each wait. `events` are those of its socket, of poll(2).
    virtual void Turn(short events, Clock::time_point now) = 0;
    // The last call: the loop ends.
    virtual void Close() = 0;
  };

  // ResourceExhausted when there are no more files.
  static absl::StatusOr<std::unique_ptr<Loop>> Make();
  ~Loop() { Stop(); }

  // Before Start. `part` outlives the thread.
  void Add(Part* part) { parts_.push_back(part); }
  // ResourceExhausted when there are no more threads.
  absl::Status Start();
  // Closes the parts and ends the thread; twice does no harm. Not from the thread itself.
  void Stop();
  const std::shared_ptr<const Wake>& wake() const { return wake_; }

 private:
  explicit Loop(std::shared_ptr<const Wake> wake) : wake_(std::move(wake)) {}
  void Run();
  // Waits for the parts' events, which are in `waits` then, or the first of their times.
  void Wait(std::vector<pollfd>& waits) const;

  const std::shared_ptr<const Wake> wake_;
  std::vector<Part*> parts_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace motcua::redis
