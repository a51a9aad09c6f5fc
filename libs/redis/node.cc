#include "libs/redis/node.h"

#include <algorithm>
#include <utility>

namespace motcua::redis {
namespace {

Result ResultOf(const redisReply& reply, const absl::Status& status) {
  if (absl::IsUnavailable(status)) return Result::kUnavailable;
  if (!status.ok()) return Result::kError;
  return reply.type == REDIS_REPLY_NIL ? Result::kMiss : Result::kOk;
}

}  // namespace

Node::Node(Address address, const Limits& limits, const Timing& timing, obs::Metrics* metrics,
           const Meter& meter, std::shared_ptr<const Wake> wake)
    : limits_(limits),
      silence_limit_(Bounded(timing.silence_limit)),
      ping_interval_(Bounded(timing.ping_interval)),
      meter_(meter),
      wake_(wake),
      outstanding_fill_(metrics, "motcua_redis_outstanding", "Commands without an answer.",
                        limits.max_outstanding, {{"node", address.name}}),
      bytes_fill_(metrics, "motcua_redis_outstanding_bytes", "Bytes of commands without an answer.",
                  limits.max_outstanding_bytes, {{"node", address.name}}),
      link_(address, "commands", timing, metrics, std::move(wake), *this) {}

void Node::Submit(Command command, const std::vector<std::string_view>& arguments, Answer answer) {
  std::string bytes;
  AppendCommand(bytes, arguments);
  absl::Status status = Queue(command, bytes, answer);
  if (!status.ok()) answer(std::move(status));
}

absl::Status Node::Queue(Command command, const std::string& bytes, Answer& answer) {
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    if (!up_) {
      meter_.Count(command, Result::kUnavailable);
      return absl::UnavailableError("redis: the node is down");
    }
    if (outstanding_ >= limits_.max_outstanding ||
        outstanding_bytes_ + bytes.size() > limits_.max_outstanding_bytes) {
      meter_.Count(command, Result::kRefused);
      return absl::UnavailableError("redis: too much is outstanding");
    }
    ++outstanding_;
    outstanding_bytes_ += bytes.size();
    first = queue_.empty();
    queue_.push_back({command, Clock::now(), bytes.size(), std::move(answer)});
    queued_bytes_ += bytes;
  }
  if (first) wake_->Call();
  return absl::OkStatus();
}

std::string Node::TakeQueue() {
  const std::lock_guard lock(mutex_);
  std::move(queue_.begin(), queue_.end(), std::back_inserter(pending_));
  queue_.clear();
  Report();
  return std::exchange(queued_bytes_, {});
}

void Node::Up() {
  const std::lock_guard lock(mutex_);
  up_ = true;
}

void Node::Down(const absl::Status& why) {
  {
    const std::lock_guard lock(mutex_);
    up_ = false;
  }
  TakeQueue();
  {
    const std::lock_guard lock(mutex_);
    outstanding_ = 0;
    outstanding_bytes_ = 0;
    Report();
  }
  expired_ = 0;
  // Each its own: what threads share of a status is beyond what TSan sees of Debian's Abseil.
  for (Pending& pending : std::exchange(pending_, {})) {
    End(pending, Result::kUnavailable, absl::Status(why.code(), why.message()));
  }
}

bool Node::Take(const redisReply& reply) {
  if (pending_.empty()) return false;
  Pending pending = std::move(pending_.front());
  pending_.pop_front();
  if (expired_ > 0) --expired_;
  {
    const std::lock_guard lock(mutex_);
    --outstanding_;
    outstanding_bytes_ -= pending.bytes;
  }
  if (!pending.answer) return true;
  meter_.Observe(pending.command, Clock::now() - pending.since);
  absl::Status status = StatusOf(reply);
  const Result result = ResultOf(reply, status);
  if (status.ok()) {
    End(pending, result, &reply);
  } else {
    End(pending, result, std::move(status));
  }
  return true;
}

Clock::time_point Node::Turn(Clock::time_point now) {
  if (pending_.empty()) owed_since_ = now;
  link_.Send(TakeQueue());
  Expire(now);
  if (pending_.empty() && now - link_.heard_at() >= ping_interval_) Ping(now);
  if (pending_.empty()) return link_.heard_at() + ping_interval_;
  const Clock::time_point silent_since = std::max(link_.heard_at(), owed_since_);
  if (now - silent_since >= silence_limit_) {
    link_.Lose("no answers");
    return Clock::time_point::max();
  }
  const Clock::time_point limit = silent_since + silence_limit_;
  if (expired_ == pending_.size()) return limit;
  return std::min(limit, pending_[expired_].since + limits_.timeout);
}

void Node::Expire(Clock::time_point now) {
  while (expired_ < pending_.size() && pending_[expired_].since + limits_.timeout <= now) {
    End(pending_[expired_++], Result::kTimeout,
        absl::DeadlineExceededError("redis: no answer in time"));
  }
}

void Node::Ping(Clock::time_point now) {
  std::string bytes;
  AppendCommand(bytes, {"PING"});
  link_.Send(bytes);
  const std::lock_guard lock(mutex_);
  ++outstanding_;
  outstanding_bytes_ += bytes.size();
  pending_.push_back({Command::kPing, now, bytes.size(), nullptr});
}

void Node::End(Pending& pending, Result result, absl::StatusOr<const redisReply*> answer) {
  const Answer tell = std::exchange(pending.answer, nullptr);
  if (!tell) return;
  meter_.Count(pending.command, result);
  tell(std::move(answer));
}

void Node::Report() {
  outstanding_fill_.Set(outstanding_);
  bytes_fill_.Set(outstanding_bytes_);
}

}  // namespace motcua::redis
