#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/obs/metrics.h"
#include "libs/redis/timing.h"

namespace motcua::redis {

class Loop;
class Subscription;

struct SubscriberOptions {
  std::vector<std::string> nodes;     // As the clients that publish have them.
  std::vector<std::string> channels;  // Any bytes, no two the same.
  // Both on the subscriber's thread, where they must be brief and must not throw.
  std::function<void(std::string_view channel, std::string_view message)> on_message;
  // The channels of a node are received from here on, for the first time or again: what was
  // published before may have been missed.
  std::function<void()> on_gap;
  Timing timing;
  // Metrics `motcua_redis_connected` and `motcua_redis_reconnects_total` go here. Null: none.
  // Outlives the subscriber.
  obs::Metrics* metrics = nullptr;
};

// Receives what Client::Publish sends: at most once, in the order of publication for each channel.
// A node that dies in silence is noticed after Timing's ping_interval and silence_limit together.
class Subscriber {
 public:
  // Begins to connect. InvalidArgument for nodes that are none or no channels; ResourceExhausted
  // when there is no thread or file to be had.
  static absl::StatusOr<std::unique_ptr<Subscriber>> Start(const SubscriberOptions& options);
  // Nothing is called after it has returned. Not from the subscriber's own thread.
  ~Subscriber();
  Subscriber(const Subscriber&) = delete;
  Subscriber& operator=(const Subscriber&) = delete;

  // Whether all channels are received, as far as is known. Any thread.
  bool connected() const;

 private:
  Subscriber();

  std::vector<std::unique_ptr<Subscription>> subscriptions_;
  std::unique_ptr<Loop> loop_;
};

}  // namespace motcua::redis
