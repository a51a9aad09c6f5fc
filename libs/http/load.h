#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "libs/http/server.h"

namespace motcua::http {

// What a server has on its hands, all its threads together, held against the limits. Any thread.
class Load {
 public:
  // Connections of one thread by what they do; written by that thread.
  struct alignas(64) Tally {
    std::atomic<int> idle = 0;
    std::atomic<int> active = 0;
    std::atomic<int> stream = 0;
  };

  // With metrics, `load` is read at every scrape until their end.
  static std::shared_ptr<Load> Make(const Limits& limits, int threads, obs::Metrics* metrics);
  Load(const Limits& limits, int threads, obs::Metrics* metrics);

  Tally& tally(int thread) { return tallies_[thread]; }

  // A place for one more connection; false at the limit.
  bool TakePlace();
  void ReturnPlace();
  bool full() const { return connections_ >= limits_.max_connections; }
  // True when enough have closed since the limit that listening again pays.
  bool roomy() const;
  // Waits until no connection is left; false after `patience`.
  bool WaitEmpty(absl::Duration patience);

  bool BeginRequest();
  void EndRequest() { --in_flight_; }

  bool TakeBodyBytes(size_t bytes);
  // Whether `bytes` more would be too many now; nothing is taken.
  bool HasRoomFor(size_t bytes);
  void ReturnBodyBytes(size_t bytes) { body_bytes_ -= bytes; }

  // Whether an answer of so many bytes may wait for its client.
  bool HasRoomForAnswer(size_t bytes);
  // A connection that had `before` bytes of answers waiting for its client now has `after`.
  void ChangeUnread(size_t before, size_t after) { unread_bytes_ += after - before; }

  void CountFull() { Count(shed_connections_); }

 private:
  static void Count(obs::Counter* counter) {
    if (counter != nullptr) counter->Add();
  }

  const Limits limits_;
  std::vector<Tally> tallies_;
  std::atomic<int> connections_ = 0;
  std::atomic<int> in_flight_ = 0;
  std::atomic<size_t> body_bytes_ = 0;
  std::atomic<size_t> unread_bytes_ = 0;
  std::mutex mutex_;
  std::condition_variable emptied_;
  obs::Counter* shed_in_flight_ = nullptr;
  obs::Counter* shed_body_bytes_ = nullptr;
  obs::Counter* shed_unread_bytes_ = nullptr;
  obs::Counter* shed_connections_ = nullptr;
};

// The part of the body bytes in flight that one request accounts for.
class BodyShare {
 public:
  explicit BodyShare(std::shared_ptr<Load> load) : load_(std::move(load)) {}
  ~BodyShare() { load_->ReturnBodyBytes(bytes_); }
  BodyShare(const BodyShare&) = delete;
  BodyShare& operator=(const BodyShare&) = delete;

  // Grows to `bytes` if it is smaller; false when all requests together would have too many.
  bool Cover(size_t bytes);

 private:
  const std::shared_ptr<Load> load_;
  size_t bytes_ = 0;
};

}  // namespace motcua::http
