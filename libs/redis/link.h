#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "libs/obs/metrics.h"
#include "libs/redis/address.h"
#include "libs/redis/backoff.h"
#include "libs/redis/lookup.h"
#include "libs/redis/loop.h"
#include "libs/redis/resp.h"
#include "libs/redis/timing.h"

namespace motcua::redis {

// The connection to one node: made, and made again with a back-off whenever it is lost. It is up
// when the node has answered a PING: the kernel takes connections for a process that hangs, and a
// node that loads its data refuses. Lives on its loop's thread.
//
// The protocol is hiredis'; the socket is not, since its asynchronous half ends the process over
// what a server sends to a subscriber (assert), resolves names on the caller's thread and writes
// with SIGPIPE.
class Link final : public Loop::Part {
 public:
  class User {
   public:
    virtual ~User() = default;
    // The connection is up: commands may be sent.
    virtual void Up() = 0;
    // It no longer is: what has no answer gets none.
    virtual void Down(const absl::Status& why) = 0;
    // The next reply. False when it answers nothing that was sent: the connection is lost.
    virtual bool Take(const redisReply& reply) = 0;
    // The place to send; comes after each wait while the connection is up. Gives the time when it
    // wants to come again though nothing has happened.
    virtual Clock::time_point Turn(Clock::time_point now) = 0;
  };

  // `use` says in logs and metrics what the connection is for. Metrics `motcua_redis_connected` and
  // `motcua_redis_reconnects_total` go to `metrics`, which may be null. `user` outlives the link.
  Link(Address address, const char* use, const Timing& timing, obs::Metrics* metrics,
       std::shared_ptr<const Wake> wake, User& user);
  ~Link() override;
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  // Sends at the end of this turn, together with all else that is sent in it. Does nothing while
  // the connection is not up.
  void Send(std::string_view bytes);
  // Gives up the connection; the user is told, within. Does nothing while it is not up.
  void Lose(std::string_view cause);
  // When something was received last.
  Clock::time_point heard_at() const { return heard_at_; }

  pollfd Wants() const override;
  Clock::time_point turn_at() const override { return turn_at_; }
  void Turn(short events, Clock::time_point now) override;
  void Close() override;

 private:
  enum class State { kWaiting, kLookingUp, kConnecting, kGreeting, kUp, kClosed };

  void Advance(short events, Clock::time_point now);
  void Open(Clock::time_point now);
  void Connect();
  void Greet();
  void Read(Clock::time_point now);
  void TakeReplies();
  void Greeted(const redisReply& reply);
  void Flush();
  // From any state back to the beginning.
  void Fail(std::string_view cause);
  void Drop(const absl::Status& why);
  void Note(bool up, std::string_view cause);

  const Address address_;
  const char* const use_;
  const Clock::duration connect_timeout_;
  const std::shared_ptr<const Wake> wake_;
  User& user_;
  obs::Gauge* connected_ = nullptr;
  obs::Counter* reconnects_ = nullptr;

  State state_ = State::kWaiting;
  int fd_ = -1;
  Clock::time_point turn_at_;  // While not up: when to try, or to give up trying.
  Clock::time_point heard_at_;
  Clock::time_point up_since_;
  Backoff backoff_;
  std::shared_ptr<Lookup> lookup_;
  size_t attempts_ = 0;
  std::optional<Decoder> decoder_;
  std::string out_;
  size_t written_ = 0;  // Bytes of `out_` that the kernel has.
  std::optional<bool> noted_up_;
  bool was_up_ = false;
};

}  // namespace motcua::redis
