#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace motcua::host {

// Whether a process should be sent work: what it said of itself lately, and no longer once it is
// told to stop. Asks on a thread of its own, so that whoever wants to know never waits for a store.
class Readiness {
 public:
  // Asks at once, and again after every `interval`.
  explicit Readiness(std::function<absl::Status()> ask, absl::Duration interval = absl::Seconds(1));
  ~Readiness() { Drain(); }
  Readiness(const Readiness&) = delete;
  Readiness& operator=(const Readiness&) = delete;

  // The last answer; Unavailable before the first one and from Drain on.
  absl::Status Get() const;
  // From here on not ready. When it returns, `ask` is not running and never called again.
  void Drain();

 private:
  void Run();
  absl::Status Ask();

  const std::function<absl::Status()> ask_;
  const absl::Duration interval_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool draining_ = false;
  absl::Status last_ = absl::UnavailableError("starting");
  std::thread thread_;
};

}  // namespace motcua::host
