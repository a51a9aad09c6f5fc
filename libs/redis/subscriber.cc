#include "libs/redis/subscriber.h"

#include <algorithm>
#include <atomic>
#include <set>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/redis/address.h"
#include "libs/redis/link.h"
#include "libs/redis/loop.h"
#include "libs/redis/rendezvous.h"
#include "libs/redis/resp.h"

namespace motcua::redis {

// The channels of one node.
class Subscription final : public Link::User {
 public:
  Subscription(const Address& address, std::vector<std::string> channels,
               const SubscriberOptions& options, std::shared_ptr<const Wake> wake)
      : channels_(std::move(channels)),
        on_message_(options.on_message),
        on_gap_(options.on_gap),
        silence_limit_(Bounded(options.timing.silence_limit)),
        ping_interval_(Bounded(options.timing.ping_interval)),
        link_(address, "subscriptions", options.timing, options.metrics, std::move(wake), *this) {}

  Link& link() { return link_; }
  bool live() const { return live_; }

 private:
  void Up() override {
    std::vector<std::string_view> command{"SUBSCRIBE"};
    command.insert(command.end(), channels_.begin(), channels_.end());
    Ask(command);
    confirmed_ = 0;
  }

  void Down(const absl::Status&) override { live_ = false; }

  bool Take(const redisReply& reply) override {
    asked_ = false;
    if (reply.type != REDIS_REPLY_ARRAY || reply.elements < 2) return false;
    const std::string_view kind = TextOf(*reply.element[0]);
    if (kind == "message" && reply.elements == 3) {
      if (on_message_) on_message_(TextOf(*reply.element[1]), TextOf(*reply.element[2]));
      return true;
    }
    if (kind != "subscribe") return kind == "pong";
    if (++confirmed_ < channels_.size()) return true;
    live_ = true;
    if (on_gap_) on_gap_();
    return true;
  }

  Clock::time_point Turn(Clock::time_point now) override {
    if (!asked_ && now - link_.heard_at() >= ping_interval_) Ask({"PING"});
    if (!asked_) return link_.heard_at() + ping_interval_;
    const Clock::time_point limit = std::max(link_.heard_at(), asked_at_) + silence_limit_;
    if (now >= limit) link_.Lose("no answers");
    return limit;
  }

  void Ask(const std::vector<std::string_view>& command) {
    std::string bytes;
    AppendCommand(bytes, command);
    link_.Send(bytes);
    asked_ = true;
    asked_at_ = Clock::now();
  }

  const std::vector<std::string> channels_;
  const std::function<void(std::string_view, std::string_view)> on_message_;
  const std::function<void()> on_gap_;
  const Clock::duration silence_limit_;
  const Clock::duration ping_interval_;
  std::atomic<bool> live_ = false;
  size_t confirmed_ = 0;
  bool asked_ = false;  // Something was sent and nothing has been received since.
  Clock::time_point asked_at_;
  Link link_;
};

absl::StatusOr<std::unique_ptr<Subscriber>> Subscriber::Start(const SubscriberOptions& options) {
  ASSIGN_OR_RETURN(const std::vector<Address> addresses, Address::ParseAll(options.nodes));
  const std::set<std::string> channels(options.channels.begin(), options.channels.end());
  if (channels.empty()) return absl::InvalidArgumentError("redis: no channels");
  const Rendezvous rendezvous(options.nodes);
  std::vector<std::vector<std::string>> of_nodes(addresses.size());
  for (const std::string& channel : channels) of_nodes[rendezvous.Pick(channel)].push_back(channel);
  std::unique_ptr<Subscriber> subscriber(new Subscriber);
  ASSIGN_OR_RETURN(subscriber->loop_, Loop::Make());
  for (size_t i = 0; i < addresses.size(); ++i) {
    if (of_nodes[i].empty()) continue;
    subscriber->subscriptions_.push_back(std::make_unique<Subscription>(
        addresses[i], std::move(of_nodes[i]), options, subscriber->loop_->wake()));
    subscriber->loop_->Add(&subscriber->subscriptions_.back()->link());
  }
  RETURN_IF_ERROR(subscriber->loop_->Start());
  return subscriber;
}

Subscriber::Subscriber() = default;

Subscriber::~Subscriber() {
  if (loop_) loop_->Stop();
}

bool Subscriber::connected() const {
  return std::all_of(subscriptions_.begin(), subscriptions_.end(),
                     [](const auto& subscription) { return subscription->live(); });
}

}  // namespace motcua::redis
