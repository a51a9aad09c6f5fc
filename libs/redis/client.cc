#include "libs/redis/client.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/redis/address.h"
#include "libs/redis/loop.h"
#include "libs/redis/node.h"
#include "libs/redis/rendezvous.h"

namespace motcua::redis {
namespace {

constexpr std::string_view kIncrement =
    "local n = redis.call('INCRBY', KEYS[1], ARGV[1]) "
    "if n == tonumber(ARGV[1]) then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end "
    "return n";

std::string Millis(absl::Duration ttl) {
  const absl::Duration kept =
      std::clamp(ttl, absl::Milliseconds(1), absl::Duration(absl::Hours(10 * 365 * 24)));
  return base::Cat(absl::ToInt64Milliseconds(kept));
}

Node::Answer Integer(Client::Done<int64_t> done) {
  return [done = std::move(done)](absl::StatusOr<const redisReply*> reply) {
    if (!done) return;
    done(reply.ok() ? AsInteger(**reply) : std::move(reply).status());
  };
}

// Adds up what several nodes have to say, and tells when all have.
class Sum {
 public:
  Sum(size_t parts, Client::Done<int64_t> done) : left_(parts), done_(std::move(done)) {}

  void Add(absl::StatusOr<int64_t> part) {
    {
      const std::lock_guard lock(mutex_);
      if (part.ok() && sum_.ok()) *sum_ += *part;
      if (!part.ok()) sum_ = std::move(part).status();
      if (--left_ > 0) return;
    }
    if (done_) done_(std::move(sum_));
  }

 private:
  std::mutex mutex_;
  size_t left_;
  absl::StatusOr<int64_t> sum_ = 0;
  const Client::Done<int64_t> done_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Client>> Client::Start(const ClientOptions& options) {
  ASSIGN_OR_RETURN(const std::vector<Address> addresses, Address::ParseAll(options.nodes));
  std::unique_ptr<Client> client(new Client(options));
  ASSIGN_OR_RETURN(client->loop_, Loop::Make());
  const Node::Limits limits{.timeout = Bounded(options.command_timeout),
                            .max_outstanding = options.max_outstanding,
                            .max_outstanding_bytes = options.max_outstanding_bytes};
  for (const Address& address : addresses) {
    client->nodes_.push_back(std::make_unique<Node>(
        address, limits, options.timing, options.metrics, *client->meter_, client->loop_->wake()));
    client->loop_->Add(&client->nodes_.back()->link());
  }
  RETURN_IF_ERROR(client->loop_->Start());
  return client;
}

Client::Client(const ClientOptions& options)
    : meter_(std::make_unique<Meter>(options.metrics)),
      rendezvous_(std::make_unique<Rendezvous>(options.nodes)) {}

// Here a `done` may still submit, and is told that the node is down.
Client::~Client() {
  if (loop_) loop_->Stop();
}

Node& Client::Of(std::string_view key) {
  return *nodes_[rendezvous_->Pick(key)];
}

void Client::Get(std::string_view key, Done<std::optional<std::string>> done) {
  Of(key).Submit(Command::kGet, {"GET", key},
                 [done = std::move(done)](absl::StatusOr<const redisReply*> reply) {
                   if (!done) return;
                   done(reply.ok() ? AsText(**reply) : std::move(reply).status());
                 });
}

void Client::Set(std::string_view key, std::string_view value, absl::Duration ttl, DoneSet done) {
  Of(key).Submit(Command::kSet, {"SET", key, value, "PX", Millis(ttl)},
                 [done = std::move(done)](absl::StatusOr<const redisReply*> reply) {
                   if (done) done(std::move(reply).status());
                 });
}

void Client::Delete(const std::vector<std::string>& keys, Done<int64_t> done) {
  std::vector<std::vector<std::string_view>> of_nodes(nodes_.size(), {"DEL"});
  for (const std::string& key : keys) of_nodes[rendezvous_->Pick(key)].push_back(key);
  const auto concerned = std::count_if(of_nodes.begin(), of_nodes.end(),
                                       [](const auto& arguments) { return arguments.size() > 1; });
  if (concerned == 0) {
    if (done) done(0);
    return;
  }
  const auto sum = std::make_shared<Sum>(concerned, std::move(done));
  for (size_t i = 0; i < nodes_.size(); ++i) {
    if (of_nodes[i].size() == 1) continue;
    nodes_[i]->Submit(Command::kDelete, of_nodes[i],
                      Integer([sum](absl::StatusOr<int64_t> part) { sum->Add(std::move(part)); }));
  }
}

void Client::Increment(std::string_view key, int64_t amount, absl::Duration ttl,
                       Done<int64_t> done) {
  Of(key).Submit(Command::kIncrement,
                 {"EVAL", kIncrement, "1", key, base::Cat(amount), Millis(ttl)},
                 Integer(std::move(done)));
}

void Client::Publish(std::string_view channel, std::string_view message, Done<int64_t> done) {
  Of(channel).Submit(Command::kPublish, {"PUBLISH", channel, message}, Integer(std::move(done)));
}

size_t Client::connected() const {
  return static_cast<size_t>(
      std::count_if(nodes_.begin(), nodes_.end(), [](const auto& node) { return node->up(); }));
}

}  // namespace motcua::redis
