#pragma once

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "libs/redis/client.h"
#include "tests/support/eventually.h"

namespace motcua::redis {

// The result of a command, for who waits for it. To be told twice ends the program.
template <typename Value>
class Later {
 public:
  std::function<void(Value)> done() {
    return [promise = promise_](Value value) { promise->set_value(std::move(value)); };
  }
  bool told() const {
    return future_.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
  }
  Value Wait() {
    if (future_.wait_for(std::chrono::seconds(20)) != std::future_status::ready) {
      throw std::runtime_error("a command was not answered");
    }
    return future_.get();
  }

 private:
  std::shared_ptr<std::promise<Value>> promise_ = std::make_shared<std::promise<Value>>();
  std::future<Value> future_ = promise_->get_future();
};

using LaterText = Later<absl::StatusOr<std::optional<std::string>>>;
using LaterNumber = Later<absl::StatusOr<int64_t>>;
using LaterStatus = Later<absl::Status>;

inline absl::StatusOr<std::optional<std::string>> Get(Client& client, std::string_view key) {
  LaterText later;
  client.Get(key, later.done());
  return later.Wait();
}

inline absl::Status Set(Client& client, std::string_view key, std::string_view value,
                        absl::Duration ttl = absl::Hours(1)) {
  LaterStatus later;
  client.Set(key, value, ttl, later.done());
  return later.Wait();
}

inline absl::StatusOr<int64_t> Increment(Client& client, std::string_view key,
                                         absl::Duration ttl = absl::Hours(1)) {
  LaterNumber later;
  client.Increment(key, 1, ttl, later.done());
  return later.Wait();
}

inline absl::StatusOr<int64_t> Delete(Client& client, const std::vector<std::string>& keys) {
  LaterNumber later;
  client.Delete(keys, later.done());
  return later.Wait();
}

inline absl::StatusOr<int64_t> Publish(Client& client, std::string_view channel,
                                       std::string_view message) {
  LaterNumber later;
  client.Publish(channel, message, later.done());
  return later.Wait();
}

// So patient that no command times out on a busy machine.
inline ClientOptions Patient(std::vector<std::string> nodes) {
  ClientOptions options{.nodes = std::move(nodes), .command_timeout = absl::Seconds(15)};
  options.timing.silence_limit = absl::Seconds(15);
  options.timing.connect_timeout = absl::Seconds(15);
  return options;
}

// A client whose nodes are all up.
inline std::unique_ptr<Client> Connect(const ClientOptions& options) {
  std::unique_ptr<Client> client = Client::Start(options).value();
  if (!test::Eventually([&] { return client->connected() == options.nodes.size(); },
                        std::chrono::seconds(15))) {
    throw std::runtime_error("the client does not connect");
  }
  return client;
}

// Keeps a client's thread in a `done` for as long as it lives.
class Hold {
 public:
  explicit Hold(Client& client) {
    LaterStatus held;
    client.Get("", [held = held.done(), open = open_.get_future().share()](const auto& value) {
      held(value.status());
      open.wait();
    });
    held.Wait().IgnoreError();
  }
  ~Hold() { open_.set_value(); }
  Hold(const Hold&) = delete;
  Hold& operator=(const Hold&) = delete;

 private:
  std::promise<void> open_;
};

}  // namespace motcua::redis
