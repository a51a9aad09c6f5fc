#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "libs/redis/client.h"
#include "tests/contract/redis/later.h"
#include "tests/support/eventually.h"
#include "tests/support/redis_server.h"
#include "tests/support/temp_dir.h"

namespace motcua::redis {
namespace {

using test::Eventually;
using test::RedisServer;

constexpr std::chrono::seconds kLong{20};

// What became of commands, each of which is told of once.
struct Outcomes {
  std::atomic<int> answered = 0;
  std::atomic<int> refused = 0;
  std::atomic<int> late = 0;
  std::atomic<int> cancelled = 0;
  std::atomic<int> other = 0;

  Client::Done<std::optional<std::string>> Note() {
    return [this, told = std::make_shared<std::atomic<bool>>(false)](const auto& value) {
      if (told->exchange(true)) std::abort();
      const absl::Status& status = value.status();
      ++(status.ok()                        ? answered
         : absl::IsUnavailable(status)      ? refused
         : absl::IsDeadlineExceeded(status) ? late
         : absl::IsCancelled(status)        ? cancelled
                                            : other);
    };
  }
  int all() const { return answered + refused + late + cancelled + other; }
};

// The server's number for the client's connection, which is older than the one that asks.
std::string ConnectionOf(RedisServer& server) {
  const std::string list = server.Ask({"CLIENT", "LIST"});
  return list.substr(0, list.find(' '));
}

// Sends what is written to stderr to a file for as long as it lives.
class CapturedStderr {
 public:
  explicit CapturedStderr(const std::string& path) : kept_(dup(STDERR_FILENO)) {
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(file, STDERR_FILENO);
    close(file);
  }
  ~CapturedStderr() {
    dup2(kept_, STDERR_FILENO);
    close(kept_);
  }
  CapturedStderr(const CapturedStderr&) = delete;
  CapturedStderr& operator=(const CapturedStderr&) = delete;

 private:
  const int kept_;
};

bool WorksAgain(Client& client) {
  return Eventually([&] { return Get(client, "key").ok(); }, kLong);
}

}  // namespace

TEST_CASE("while a node is down commands are refused at once, and work again when it is back",
          "[contract][redis]") {
  RedisServer server;
  const bool killed = GENERATE(true, false);
  const auto client = Connect(Patient({server.node()}));
  REQUIRE(Set(*client, "key", "value").ok());
  killed ? server.Kill() : server.Stop();
  REQUIRE(Eventually([&] { return client->connected() == 0; }));
  LaterText text;
  client->Get("key", text.done());
  REQUIRE(text.told());
  CHECK(absl::IsUnavailable(text.Wait().status()));
  LaterNumber number;
  client->Delete({"key", "another"}, number.done());
  REQUIRE(number.told());
  CHECK(absl::IsUnavailable(number.Wait().status()));
  server.Start();
  REQUIRE(WorksAgain(*client));
  CHECK(Get(*client, "key").value() == std::nullopt);
}

TEST_CASE("a client may start before its node", "[contract][redis]") {
  RedisServer server;
  server.Stop();
  const auto client = Client::Start(Patient({server.node()})).value();
  LaterText refused;
  client->Get("key", refused.done());
  CHECK(refused.told());
  CHECK(absl::IsUnavailable(refused.Wait().status()));
  server.Start();
  CHECK(WorksAgain(*client));
}

TEST_CASE("a node that hangs costs each command its time and no more", "[contract][redis]") {
  RedisServer server;
  ClientOptions options = Patient({server.node()});
  options.command_timeout = absl::Milliseconds(50);
  const auto client = Connect(options);
  server.Pause();
  for (int i = 0; i < 3; ++i) {
    const auto start = std::chrono::steady_clock::now();
    CHECK(absl::IsDeadlineExceeded(Get(*client, "key").status()));
    const auto took = std::chrono::steady_clock::now() - start;
    CHECK(took >= std::chrono::milliseconds(50));
    CHECK(took < std::chrono::seconds(2));
  }
  server.Resume();
  CHECK(WorksAgain(*client));
}

TEST_CASE("answers that come too late are not given to other commands", "[contract][redis]") {
  RedisServer server;
  constexpr int kKeys = 50;
  for (int i = 0; i < kKeys; ++i) {
    server.Ask({"SET", base::Cat("key", i), base::Cat("value", i)});
  }
  ClientOptions options = Patient({server.node()});
  options.command_timeout = absl::Milliseconds(200);
  const auto client = Connect(options);
  const std::string connection = ConnectionOf(server);
  server.Pause();
  std::vector<LaterText> late(kKeys);
  for (int i = 0; i < kKeys; ++i) client->Get(base::Cat("key", i), late[i].done());
  for (LaterText& later : late) CHECK(absl::IsDeadlineExceeded(later.Wait().status()));
  std::vector<LaterText> next(kKeys);
  for (int i = kKeys - 1; i >= 0; --i) client->Get(base::Cat("key", i), next[i].done());
  server.Resume();
  for (int i = 0; i < kKeys; ++i) {
    const absl::StatusOr<std::optional<std::string>> value = next[i].Wait();
    // On a busy machine these may be late, too; wrong they may not be.
    if (value.ok()) CHECK(*value == base::Cat("value", i));
    CHECK((value.ok() || absl::IsDeadlineExceeded(value.status())));
  }
  REQUIRE(WorksAgain(*client));
  CHECK(Get(*client, "key7").value() == "value7");
  CHECK(ConnectionOf(server) == connection);
}

TEST_CASE("a node that says nothing is given up, and taken again when it answers",
          "[contract][redis]") {
  RedisServer server;
  ClientOptions options = Patient({server.node()});
  options.timing.silence_limit = absl::Milliseconds(100);
  options.timing.connect_timeout = absl::Milliseconds(200);
  const bool idle = GENERATE(true, false);
  options.timing.ping_interval = idle ? absl::Milliseconds(50) : absl::Hours(1);
  const auto client = Connect(options);
  server.Pause();
  LaterText owed;
  if (!idle) client->Get("key", owed.done());
  REQUIRE(Eventually([&] { return client->connected() == 0; }, kLong));
  if (!idle) CHECK(absl::IsUnavailable(owed.Wait().status()));
  // The kernel takes connections for the paused process: that is not enough to be up.
  CHECK_FALSE(Eventually([&] { return client->connected() == 1; }, std::chrono::seconds(1)));
  server.Resume();
  CHECK(WorksAgain(*client));
}

TEST_CASE("a node that answers pings in idle times is kept", "[contract][redis]") {
  RedisServer server;
  ClientOptions options = Patient({server.node()});
  options.timing.ping_interval = absl::Milliseconds(5);
  const auto client = Connect(options);
  const std::string connection = ConnectionOf(server);
  const long reads = server.Info("total_reads_processed");
  int asked = 0;
  CHECK(Eventually([&] { return server.Info("total_reads_processed") > reads + ++asked + 40; }));
  CHECK(Get(*client, "key").value() == std::nullopt);
  CHECK(client->connected() == 1);
  CHECK(ConnectionOf(server) == connection);
}

TEST_CASE("a full queue refuses at once and keeps what it has taken", "[contract][redis]") {
  RedisServer server;
  ClientOptions options = Patient({server.node()});
  const bool by_bytes = GENERATE(true, false);
  if (by_bytes) {
    options.max_outstanding_bytes = 10 * 22 + 21;  // *2 $3 GET $3 key: 22 bytes.
  } else {
    options.max_outstanding = 10;
  }
  const auto client = Connect(options);
  Outcomes outcomes;
  server.Pause();
  for (int i = 0; i < 30; ++i) client->Get("key", outcomes.Note());
  CHECK(outcomes.refused == 20);
  CHECK(outcomes.all() == 20);
  server.Resume();
  CHECK(Eventually([&] { return outcomes.answered == 10; }, kLong));
  CHECK(Get(*client, "key").ok());
}

TEST_CASE("what has timed out is still outstanding until its answer comes", "[contract][redis]") {
  RedisServer server;
  ClientOptions options = Patient({server.node()});
  options.max_outstanding = 10;
  options.command_timeout = absl::Milliseconds(20);
  const auto client = Connect(options);
  Outcomes outcomes;
  server.Pause();
  for (int i = 0; i < 10; ++i) client->Get("key", outcomes.Note());
  REQUIRE(Eventually([&] { return outcomes.late == 10; }));
  client->Get("key", outcomes.Note());
  CHECK(outcomes.refused == 1);
  server.Resume();
  CHECK(WorksAgain(*client));
}

TEST_CASE("when a node dies under load every command is told of once", "[contract][redis]") {
  RedisServer server;
  ClientOptions options = Patient({server.node()});
  options.command_timeout = absl::Seconds(1);
  const auto client = Connect(options);
  Outcomes outcomes;
  std::atomic<int> submitted = 0;
  std::atomic<bool> enough = false;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        while (!enough) {
          ++submitted;
          client->Get("key", outcomes.Note());
          // Not so fast that all is refused.
          while (!enough && submitted - outcomes.all() > 500) std::this_thread::yield();
        }
      });
    }
    for (int round = 0; round < 3; ++round) {
      const int before = outcomes.answered;
      CHECK(Eventually([&] { return outcomes.answered > before + 1000; }, kLong));
      server.Kill();
      const int refused = outcomes.refused;
      CHECK(Eventually([&] { return outcomes.refused > refused; }, kLong));
      server.Start();
    }
    enough = true;
  }
  CHECK(Eventually([&] { return outcomes.all() == submitted; }, kLong));
  CHECK(outcomes.other == 0);
  CHECK(outcomes.cancelled == 0);
}

TEST_CASE("what is written to a node that has just died does not end the process",
          "[contract][redis]") {
  RedisServer server;
  const auto client = Connect(Patient({server.node()}));
  Outcomes outcomes;
  {
    // The thread cannot notice before it writes.
    const Hold hold(*client);
    server.Kill();
    for (int i = 0; i < 10; ++i) client->Get("key", outcomes.Note());
  }
  CHECK(Eventually([&] { return outcomes.refused == 10; }, kLong));
}

TEST_CASE("the log tells once that a node is lost and once that it is back, and no keys",
          "[contract][redis]") {
  RedisServer server;
  const test::TempDir dir;
  std::vector<std::string> events;
  {
    const CapturedStderr captured(dir / "log");
    const auto client = Connect(Patient({server.node()}));
    REQUIRE(Set(*client, "secret-key", "secret-value").ok());
    server.Stop();
    REQUIRE(Eventually([&] { return client->connected() == 0; }));
    // Long enough for some attempts in vain.
    CHECK_FALSE(
        Eventually([&] { return client->connected() > 0; }, std::chrono::milliseconds(300)));
    server.Start();
    REQUIRE(WorksAgain(*client));
  }
  std::ifstream log(dir / "log");
  for (std::string line; std::getline(log, line);) {
    CAPTURE(line);
    CHECK(line.find("secret") == std::string::npos);
    CHECK(line.find("\"node\":\"" + server.node() + "\"") != std::string::npos);
    const size_t at = line.find("redis_");
    REQUIRE(at != std::string::npos);
    events.push_back(line.substr(at, line.find('"', at) - at));
  }
  CHECK(events == std::vector<std::string>{"redis_back", "redis_lost", "redis_back"});
}

TEST_CASE("a client that is destroyed tells first of every command that is due",
          "[contract][redis]") {
  RedisServer server;
  const bool hangs = GENERATE(true, false);
  auto client = Connect(Patient({server.node()}));
  Outcomes outcomes;
  constexpr int kCommands = 1000;
  if (hangs) server.Pause();
  std::atomic<int> again = 0;
  for (int i = 0; i < kCommands; ++i) client->Get("key", outcomes.Note());
  client->Get("key", [&, raw = client.get()](const auto&) {
    raw->Get("key", [&](const auto& value) { again += value.ok() ? 2 : 1; });
  });
  client.reset();
  CHECK(outcomes.all() == kCommands);
  CHECK(outcomes.cancelled + outcomes.answered == kCommands);
  if (hangs) CHECK(outcomes.cancelled == kCommands);
  CHECK(again > 0);
}

}  // namespace motcua::redis
