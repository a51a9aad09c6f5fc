#include "libs/redis/client.h"

#include <atomic>
#include <thread>

#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "tests/contract/redis/later.h"
#include "tests/support/eventually.h"
#include "tests/support/redis_server.h"
#include "tests/support/sample.h"

namespace motcua::redis {
namespace {

using test::Eventually;
using test::RedisServer;
using namespace std::string_literals;

const std::string kAllBytes = [] {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  return bytes + "\r\n$3\r\n*\r\n"s;
}();

}  // namespace

TEST_CASE("keys and values come back with any bytes", "[contract][redis]") {
  RedisServer server;
  const auto client = Connect(Patient({server.node()}));
  const std::string value = GENERATE(""s, "một cửa"s, kAllBytes, std::string(3'000'000, '\0'));
  REQUIRE(Set(*client, kAllBytes, value).ok());
  CHECK((Get(*client, kAllBytes).value() == value));
  CHECK(Get(*client, "another").value() == std::nullopt);
  CHECK(Delete(*client, {kAllBytes, "another"}).value() == 1);
  CHECK(Get(*client, kAllBytes).value() == std::nullopt);
  CHECK(Delete(*client, {}).value() == 0);
}

TEST_CASE("a value is gone when its time is over, to the millisecond", "[contract][redis]") {
  RedisServer server;
  const auto client = Connect(Patient({server.node()}));
  REQUIRE(Set(*client, "brief", "x", absl::Milliseconds(30)).ok());
  REQUIRE(Set(*client, "long", "x", absl::Seconds(100)).ok());
  REQUIRE(Set(*client, "nothing", "x", absl::ZeroDuration()).ok());
  REQUIRE(Set(*client, "for ever", "x", absl::InfiniteDuration()).ok());
  CHECK(Eventually([&] { return Get(*client, "brief").value() == std::nullopt; }));
  CHECK(Eventually([&] { return Get(*client, "nothing").value() == std::nullopt; }));
  const long left = std::stol(server.Ask({"PTTL", "long"}));
  CHECK(left > 60'000);
  CHECK(left <= 100'000);
  CHECK(std::stol(server.Ask({"TTL", "for ever"})) > 9L * 365 * 24 * 3600);
}

TEST_CASE("increments of many threads add up, and the counter ends after its first ttl",
          "[contract][redis]") {
  RedisServer server;
  const auto client = Connect(Patient({server.node()}));
  constexpr int kThreads = 8;
  constexpr int kEach = 200;
  std::atomic<int64_t> sum = 0;
  std::atomic<int> told = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&] {
        for (int j = 0; j < kEach; ++j) {
          client->Increment("counter", 1, absl::Hours(1), [&](absl::StatusOr<int64_t> value) {
            if (value.ok()) sum += *value;
            ++told;
          });
        }
      });
    }
  }
  constexpr int64_t kAll = kThreads * kEach;
  REQUIRE(Eventually([&] { return told == kAll; }, std::chrono::seconds(20)));
  // Each of 1 to kAll was given once.
  CHECK(sum == kAll * (kAll + 1) / 2);
  CHECK(Increment(*client, "counter", absl::Seconds(1)).value() == kAll + 1);
  CHECK(std::stol(server.Ask({"TTL", "counter"})) > 3000);

  CHECK(Increment(*client, "brief", absl::Milliseconds(30)).value() == 1);
  CHECK(Eventually([&] { return server.Ask({"EXISTS", "brief"}) == "0"; }));
  CHECK(Increment(*client, "brief").value() == 1);
}

TEST_CASE("a counter grows by any amount, and its first one begins its life", "[contract][redis]") {
  RedisServer server;
  const auto client = Connect(Patient({server.node()}));
  const auto add = [&](int64_t amount, absl::Duration ttl) {
    LaterNumber later;
    client->Increment("counter", amount, ttl, later.done());
    return later.Wait().value();
  };
  CHECK(add(40, absl::Hours(1)) == 40);
  CHECK(add(2, absl::Seconds(1)) == 42);
  const long left = std::stol(server.Ask({"TTL", "counter"}));
  CHECK(left > 3000);
  CHECK(left <= 3600);
}

TEST_CASE("what is submitted while the thread is busy goes out in few writes",
          "[contract][redis]") {
  RedisServer server;
  const auto client = Connect(Patient({server.node()}));
  constexpr int kCommands = 1000;
  std::atomic<int> told = 0;
  const long reads = server.Info("total_reads_processed");
  const long commands = server.Info("total_commands_processed");
  {
    const Hold hold(*client);
    for (int i = 0; i < kCommands; ++i) {
      client->Get(base::Cat("key", i), [&](const auto& value) { told += value.ok() ? 1 : 0; });
    }
  }
  REQUIRE(Eventually([&] { return told == kCommands; }, std::chrono::seconds(20)));
  CHECK(server.Info("total_commands_processed") - commands >= kCommands);
  // Redis reads 16 KiB at a time; the commands are 30 KiB. INFO is a read, too.
  CHECK(server.Info("total_reads_processed") - reads < 20);
}

TEST_CASE("when Redis is wiped its keys are missed, and nothing else happens",
          "[contract][redis]") {
  RedisServer server;
  const auto client = Connect(Patient({server.node()}));
  REQUIRE(Set(*client, "key", "value").ok());
  REQUIRE(Increment(*client, "counter").value() == 1);
  server.Ask({"FLUSHALL"});
  server.Ask({"SCRIPT", "FLUSH"});
  CHECK(Get(*client, "key").value() == std::nullopt);
  CHECK(Increment(*client, "counter").value() == 1);
  CHECK(client->connected() == 1);
}

TEST_CASE("what Redis refuses is an error of that command alone", "[contract][redis]") {
  RedisServer server;
  const auto client = Connect(Patient({server.node()}));
  REQUIRE(Set(*client, "text", "no number").ok());
  LaterText before;
  LaterNumber wrong;
  LaterText after;
  client->Get("text", before.done());
  client->Increment("text", 1, absl::Hours(1), wrong.done());
  client->Get("text", after.done());
  CHECK(before.Wait().value() == "no number");
  CHECK(absl::IsInternal(wrong.Wait().status()));
  CHECK(after.Wait().value() == "no number");
  server.Ask({"CONFIG", "SET", "maxmemory", "1"});
  CHECK(absl::IsUnavailable(Set(*client, "key", "value")));
  CHECK(client->connected() == 1);
}

TEST_CASE("who does not want to know the outcome need not", "[contract][redis]") {
  RedisServer server;
  const auto client = Connect(Patient({server.node()}));
  client->Set("key", "value", absl::Hours(1), nullptr);
  client->Increment("counter", 1, absl::Hours(1), nullptr);
  client->Publish("channel", "message", nullptr);
  client->Delete({"key"}, nullptr);
  client->Get("key", nullptr);
  CHECK(Get(*client, "counter").value() == "1");
}

TEST_CASE("a done may submit the next command", "[contract][redis]") {
  RedisServer server;
  const auto client = Connect(Patient({server.node()}));
  LaterText later;
  client->Set("key", "value", absl::Hours(1), [&](const absl::Status& status) {
    if (status.ok()) client->Get("key", later.done());
  });
  CHECK(later.Wait().value() == "value");
}

TEST_CASE("commands, their results and their times are counted", "[contract][redis]") {
  RedisServer server;
  obs::Metrics metrics;
  ClientOptions options = Patient({server.node()});
  options.metrics = &metrics;
  const std::string node = "{node=\"" + server.node() + "\"}";
  const std::string use = "{node=\"" + server.node() + "\",use=\"commands\"}";
  {
    const auto client = Connect(options);
    CHECK(test::Sample(metrics.Text(), "motcua_redis_connected" + use) == 1);
    CHECK(test::Sample(metrics.Text(), "motcua_redis_outstanding_limit" + node) == 4096);
    CHECK(test::Sample(metrics.Text(), "motcua_redis_outstanding_bytes_limit" + node) == 16 << 20);
    REQUIRE(Get(*client, "key").ok());
    REQUIRE(Set(*client, "key", "value").ok());
    REQUIRE(Get(*client, "key").ok());
    CHECK_FALSE(Increment(*client, "key").ok());
    server.Pause();
    client->Get("key", nullptr);
    CHECK(Eventually(
        [&] { return test::Sample(metrics.Text(), "motcua_redis_outstanding" + node) == 1; }));
    CHECK(Eventually([&] {
      return test::Sample(metrics.Text(), "motcua_redis_outstanding_bytes" + node) == 22;
    }));
    server.Resume();
    REQUIRE(Get(*client, "key").ok());
    CHECK(Eventually(
        [&] { return test::Sample(metrics.Text(), "motcua_redis_outstanding" + node) == 0; }));
  }
  const auto count = [&](const std::string& command, const std::string& result) {
    return test::Sample(metrics.Text(), "motcua_redis_commands_total{command=\"" + command +
                                            "\",result=\"" + result + "\"}");
  };
  CHECK(count("get", "miss") == 1);
  CHECK(count("get", "ok") == 3);
  CHECK(count("set", "ok") == 1);
  CHECK(count("increment", "error") == 1);
  CHECK(test::Sample(metrics.Text(), "motcua_redis_seconds_count{command=\"get\"}") == 4);
  CHECK(test::Sample(metrics.Text(), "motcua_redis_connected" + use) == 0);
}

}  // namespace motcua::redis
