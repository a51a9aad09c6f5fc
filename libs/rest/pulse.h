#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/rest/event_stream.h"

namespace motcua::rest {

// Beats for the streams of a door, on a thread of its own.
class Pulse {
 public:
  // A stream that was quiet for `quiet` sends a comment; a beat is a fifteenth of that.
  Pulse(absl::Duration quiet, const base::Clock* clock);
  ~Pulse();
  Pulse(const Pulse&) = delete;
  Pulse& operator=(const Pulse&) = delete;

  void Add(std::weak_ptr<EventStream> stream);
  // Ends every stream.
  void CancelAll();

 private:
  void Run();
  std::vector<std::shared_ptr<EventStream>> Living();

  const absl::Duration quiet_;
  const base::Clock* const clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_stopping_ = false;
  std::vector<std::weak_ptr<EventStream>> streams_;
  std::thread thread_;
};

}  // namespace motcua::rest
