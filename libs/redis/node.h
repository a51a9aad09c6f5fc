#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/obs/fill.h"
#include "libs/obs/metrics.h"
#include "libs/redis/link.h"
#include "libs/redis/meter.h"

namespace motcua::redis {

// The commands to one node: those that wait for the loop, and those that wait for their answers.
// Redis answers in the order of the commands, which is all that pairs them. A command that has
// timed out has its `answer` called and keeps its place until its reply has come too, or the
// connection is lost.
class Node final : public Link::User {
 public:
  // Gets what Redis said, which is no error reply and lasts for the call, or why there is nothing.
  using Answer = std::function<void(absl::StatusOr<const redisReply*>)>;
  struct Limits {
    Clock::duration timeout;
    size_t max_outstanding;
    size_t max_outstanding_bytes;
  };

  // `meter` outlives the node.
  Node(Address address, const Limits& limits, const Timing& timing, obs::Metrics* metrics,
       const Meter& meter, std::shared_ptr<const Wake> wake);

  // Any thread. `answer` is called once: on the loop's thread, or at once on the caller's with
  // Unavailable when the node is down or too much is outstanding.
  void Submit(Command command, const std::vector<std::string_view>& arguments, Answer answer);
  bool up() const { return up_; }
  Link& link() { return link_; }

 private:
  struct Pending {
    Command command;
    Clock::time_point since;
    size_t bytes;
    Answer answer;  // Null: called already.
  };

  void Up() override;
  void Down(const absl::Status& why) override;
  bool Take(const redisReply& reply) override;
  Clock::time_point Turn(Clock::time_point now) override;

  // Queues, or says why not. Then `answer` is untouched.
  absl::Status Queue(Command command, const std::string& bytes, Answer& answer);
  // Takes what is queued over to `pending_`; gives its bytes.
  std::string TakeQueue();
  void Expire(Clock::time_point now);
  void Ping(Clock::time_point now);
  void End(Pending& pending, Result result, absl::StatusOr<const redisReply*> answer);
  void Report();  // Under the lock.

  const Limits limits_;
  const Clock::duration silence_limit_;
  const Clock::duration ping_interval_;
  const Meter& meter_;
  const std::shared_ptr<const Wake> wake_;
  const obs::Fill outstanding_fill_;
  const obs::Fill bytes_fill_;

  std::atomic<bool> up_ = false;  // Changes under the mutex.
  std::mutex mutex_;
  std::vector<Pending> queue_;
  std::string queued_bytes_;
  size_t outstanding_ = 0;  // In the queue and pending.
  size_t outstanding_bytes_ = 0;

  // Of the loop's thread. Sorted by `since`, as the time allowed is the same for all.
  std::deque<Pending> pending_;
  size_t expired_ = 0;            // So many of the first in `pending_` have timed out.
  Clock::time_point owed_since_;  // When `pending_` ceased to be empty.
  Link link_;
};

}  // namespace motcua::redis
