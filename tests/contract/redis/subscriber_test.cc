#include "libs/redis/subscriber.h"

#include <atomic>
#include <mutex>

#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "tests/contract/redis/later.h"
#include "tests/support/eventually.h"
#include "tests/support/redis_server.h"

namespace motcua::redis {
namespace {

using test::Eventually;
using test::RedisServer;
using namespace std::string_literals;

constexpr std::chrono::seconds kLong{20};

// A subscriber and what it has heard.
class Listener {
 public:
  using Heard = std::vector<std::pair<std::string, std::string>>;

  Listener(std::vector<std::string> nodes, std::vector<std::string> channels, Timing timing = {}) {
    timing.connect_timeout = absl::Seconds(15);
    subscriber_ = Subscriber::Start({.nodes = std::move(nodes),
                                     .channels = std::move(channels),
                                     .on_message =
                                         [this](std::string_view channel, std::string_view text) {
                                           const std::lock_guard lock(mutex_);
                                           heard_.emplace_back(channel, text);
                                         },
                                     .on_gap = [this] { ++gaps_; },
                                     .timing = timing,
                                     .metrics = &metrics_})
                      .value();
  }

  bool Connected() {
    return Eventually([this] { return subscriber_->connected(); }, kLong);
  }
  bool Hears(size_t count) {
    return Eventually([&] { return heard().size() >= count; }, kLong);
  }
  Heard heard() {
    const std::lock_guard lock(mutex_);
    return heard_;
  }
  int gaps() const { return gaps_; }
  bool connected() const { return subscriber_->connected(); }
  std::string Metrics() { return metrics_.Text(); }

 private:
  obs::Metrics metrics_;
  std::mutex mutex_;
  Heard heard_;
  std::atomic<int> gaps_ = 0;
  std::unique_ptr<Subscriber> subscriber_;
};

Timing Quick() {
  return {.silence_limit = absl::Milliseconds(200), .ping_interval = absl::Milliseconds(100)};
}

}  // namespace

TEST_CASE("what one client publishes every subscriber of the channel hears, in order",
          "[contract][redis]") {
  RedisServer server;
  const auto client = Connect(Patient({server.node()}));
  Listener one({server.node()}, {"catalogue", "\0\r\n\xff"s});
  Listener two({server.node()}, {"catalogue"});
  REQUIRE(one.Connected());
  REQUIRE(two.Connected());
  CHECK(one.gaps() == 1);
  CHECK(Publish(*client, "catalogue", "a\0\r\nb"s).value() == 2);
  CHECK(Publish(*client, "\0\r\n\xff"s, "").value() == 1);
  CHECK(Publish(*client, "nobody's", "x").value() == 0);
  for (int i = 0; i < 100; ++i) client->Publish("catalogue", base::Cat(i), nullptr);
  REQUIRE(one.Hears(102));
  REQUIRE(two.Hears(101));
  const Listener::Heard heard = one.heard();
  CHECK(heard[0] == std::pair("catalogue"s, "a\0\r\nb"s));
  CHECK(heard[1] == std::pair("\0\r\n\xff"s, ""s));
  for (int i = 0; i < 100; ++i) CHECK(heard[i + 2].second == base::Cat(i));
  CHECK(one.gaps() == 1);
}

TEST_CASE("channels spread over the nodes as the publishers' do", "[contract][redis]") {
  RedisServer servers[3];
  const std::vector<std::string> nodes{servers[0].node(), servers[1].node(), servers[2].node()};
  std::vector<std::string> channels;
  for (int i = 0; i < 20; ++i) channels.push_back(base::Cat("channel", i));
  const auto client = Connect(Patient(nodes));
  Listener listener(nodes, channels);
  REQUIRE(listener.Connected());
  CHECK(listener.gaps() == 3);
  for (const std::string& channel : channels) CHECK(Publish(*client, channel, "x").value() == 1);
  CHECK(listener.Hears(channels.size()));
}

TEST_CASE("after a restart of the node there is a gap, and messages come again",
          "[contract][redis]") {
  RedisServer server;
  Listener listener({server.node()}, {"channel"});
  REQUIRE(listener.Connected());
  server.Kill();
  REQUIRE(Eventually([&] { return !listener.connected(); }, kLong));
  CHECK(listener.gaps() == 1);
  server.Start();
  REQUIRE(listener.Connected());
  CHECK(Eventually([&] { return listener.gaps() == 2; }));
  server.Ask({"PUBLISH", "channel", "again"});
  REQUIRE(listener.Hears(1));
  CHECK(listener.heard()[0].second == "again");
  CHECK(listener.Metrics().find("motcua_redis_reconnects_total{node=\"" + server.node() +
                                "\",use=\"subscriptions\"} 1") != std::string::npos);
}

TEST_CASE("a subscriber may start before its node, and tells of the gap", "[contract][redis]") {
  RedisServer server;
  server.Stop();
  Listener listener({server.node()}, {"channel"});
  CHECK_FALSE(listener.connected());
  CHECK(listener.gaps() == 0);
  server.Start();
  REQUIRE(listener.Connected());
  CHECK(Eventually([&] { return listener.gaps() == 1; }));
}

TEST_CASE("a node that falls silent is noticed by its subscriber", "[contract][redis]") {
  RedisServer server;
  Listener listener({server.node()}, {"channel"}, Quick());
  REQUIRE(listener.Connected());
  server.Pause();
  REQUIRE(Eventually([&] { return !listener.connected(); }, std::chrono::seconds(5)));
  server.Resume();
  REQUIRE(listener.Connected());
  CHECK(Eventually([&] { return listener.gaps() >= 2; }));
}

TEST_CASE("a subscriber to whom nothing is published stays connected", "[contract][redis]") {
  RedisServer server;
  Listener listener({server.node()}, {"channel"},
                    {.silence_limit = absl::Seconds(15), .ping_interval = absl::Milliseconds(5)});
  REQUIRE(listener.Connected());
  const long reads = server.Info("total_reads_processed");
  int asked = 0;
  CHECK(Eventually([&] { return server.Info("total_reads_processed") > reads + ++asked + 40; }));
  CHECK(listener.connected());
  CHECK(listener.gaps() == 1);
}

TEST_CASE("a subscriber that is gone hears nothing", "[contract][redis]") {
  RedisServer server;
  for (int i = 0; i < 20; ++i) {
    Listener listener({server.node()}, {"channel"});
    if (i % 2 == 0) REQUIRE(listener.Connected());
    server.Ask({"PUBLISH", "channel", "x"});
  }
  CHECK(Eventually([&] { return server.Ask({"PUBLISH", "channel", "x"}) == "0"; }));
}

}  // namespace motcua::redis
