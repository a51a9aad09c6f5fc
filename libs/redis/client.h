#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/obs/metrics.h"
#include "libs/redis/timing.h"

namespace motcua::redis {

class Loop;
class Meter;
class Node;
class Rendezvous;

struct ClientOptions {
  // "host:port", "[IPv6]:port" or "unix:/path", no two the same. The names as they are written
  // decide which key belongs where: all processes that share keys name the nodes alike.
  std::vector<std::string> nodes;
  absl::Duration command_timeout = absl::Milliseconds(50);
  // Of each node; more is refused. What has timed out counts until its answer comes or the
  // connection is lost.
  size_t max_outstanding = 4096;
  size_t max_outstanding_bytes = 16 << 20;
  Timing timing;
  // Metrics `motcua_redis_...` go here. Null: none. Outlives the client, and has no other client.
  obs::Metrics* metrics = nullptr;
};

// A cache, counters and messages in Redis: never a truth. Whatever becomes of the nodes, a command
// ends in its time. One thread, one connection to each node; what has been submitted when the
// thread wakes goes to a node in one write.
//
// A key, or a channel, belongs to one node (Rendezvous), also while that node is down: a miss does
// no harm, two counters for one thing do. There is no retry.
//
// Any thread may call; nothing waits. `done` is called exactly once, on the client's thread, where
// it must be brief and must not throw; null is allowed. Its error is
//   Unavailable       the node is down, is lost before it answers, or cannot serve; or too much is
//                     outstanding. What is known at submission is told at once, on the caller's
//                     thread, within the call.
//   DeadlineExceeded  no answer in time. The command may yet take effect, even later than commands
//                     that are submitted after it.
//   Cancelled         the client is destroyed.
//   Internal          Redis refuses the command, for instance since the key holds another type.
class Client {
 public:
  template <typename Value>
  using Done = std::function<void(absl::StatusOr<Value>)>;
  using DoneSet = std::function<void(absl::Status)>;

  // Begins to connect; commands are Unavailable until that has succeeded. InvalidArgument for nodes
  // that are none; ResourceExhausted when there is no thread or file to be had.
  static absl::StatusOr<std::unique_ptr<Client>> Start(const ClientOptions& options);
  // Every `done` that is due has been called when it returns. Not from the client's own thread.
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // Keys, values, channels and messages are any bytes. Times to live are kept to the millisecond,
  // one at least and ten years at most.

  // Nothing: there is no such key.
  void Get(std::string_view key, Done<std::optional<std::string>> done);
  void Set(std::string_view key, std::string_view value, absl::Duration ttl, DoneSet done);
  // Gives how many there were. With keys on several nodes an error means that the others may be
  // deleted.
  void Delete(const std::vector<std::string>& keys, Done<int64_t> done);
  // Adds `amount`, one or more, to the counter, which is 0 when it is not there, and gives its
  // value. A counter begins to live with its first increment; later ones do not prolong it. Its
  // value and its end are set as one.
  void Increment(std::string_view key, int64_t amount, absl::Duration ttl, Done<int64_t> done);
  // Gives how many subscribers the node has sent it to.
  void Publish(std::string_view channel, std::string_view message, Done<int64_t> done);

  // Nodes that are up.
  size_t connected() const;

 private:
  explicit Client(const ClientOptions& options);
  Node& Of(std::string_view key);

  const std::unique_ptr<const Meter> meter_;
  const std::unique_ptr<const Rendezvous> rendezvous_;
  std::vector<std::unique_ptr<Node>> nodes_;
  std::unique_ptr<Loop> loop_;
};

}  // namespace motcua::redis
