#include <atomic>

#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "libs/redis/client.h"
#include "libs/redis/subscriber.h"
#include "tests/contract/redis/later.h"
#include "tests/contract/redis/scripted_server.h"
#include "tests/support/eventually.h"

namespace motcua::redis {
namespace {

using test::Eventually;
using test::ScriptedServer;

constexpr std::chrono::seconds kLong{20};

bool IsPing(std::string_view received) {
  return received == "*1\r\n$4\r\nPING\r\n";
}

// Answers greetings, and `said` to all else.
ScriptedServer::Script Saying(std::string said) {
  return [said = std::move(said)](std::string_view received) {
    return IsPing(received) ? std::string("+PONG\r\n") : said;
  };
}

std::string At(std::string_view host, const ScriptedServer& server) {
  return base::Cat(host, ":", server.port());
}

}  // namespace

TEST_CASE("a node is found by number and by name", "[contract][redis]") {
  const ScriptedServer server(Saying("$5\r\nvalue\r\n"));
  // "localhost" may stand for ::1 as well, where nobody listens.
  const std::string host = GENERATE("127.0.0.1", "localhost");
  const auto client = Connect(Patient({At(host, server)}));
  CHECK(Get(*client, "key").value() == "value");
}

TEST_CASE("a name that nobody knows, or a port where nobody listens, is a node that is down",
          "[contract][redis]") {
  const int closed = [] { return ScriptedServer(Saying("")).port(); }();
  const std::string node = GENERATE_COPY(as<std::string>(), "no-such-host.invalid:1",
                                         base::Cat("127.0.0.1:", closed), "unix:/nowhere/redis");
  const ScriptedServer other(Saying(""));
  const auto client = Client::Start(Patient({node, At("127.0.0.1", other)})).value();
  REQUIRE(Eventually([&] { return client->connected() == 1; }, kLong));
  int unavailable = 0;
  for (int i = 0; i < 100; ++i) {
    LaterText later;
    client->Get(base::Cat("key", i), later.done());
    if (later.told()) unavailable += absl::IsUnavailable(later.Wait().status()) ? 1 : 0;
  }
  CHECK(unavailable > 20);
  CHECK(unavailable < 80);
}

TEST_CASE("what is no Redis, or says nothing, is not taken for one", "[contract][redis]") {
  std::atomic<int> greetings = 0;
  const std::string said =
      GENERATE("HTTP/1.1 400 Bad Request\r\n\r\n", "+OK\r\n", ":1\r\n",
               "-NOAUTH Authentication required.\r\n",
               "-LOADING Redis is loading the dataset in memory\r\n", "close", "");
  const ScriptedServer server([&](std::string_view) {
    ++greetings;
    return std::string(said);
  });
  ClientOptions options = Patient({At("127.0.0.1", server)});
  if (said.empty()) options.timing.connect_timeout = absl::Milliseconds(50);
  const auto client = Client::Start(options).value();
  CHECK(Eventually([&] { return greetings >= 3; }, kLong));
  CHECK(client->connected() == 0);
  CHECK(absl::IsUnavailable(Get(*client, "key").status()));
}

TEST_CASE("whatever a node answers, the command ends and the client goes on", "[contract][redis]") {
  const std::string said =
      GENERATE("?what\r\n", "$-7\r\n", "*3\r\n:1\r\n", "close", "$100\r\nhalf", ":1\r\n", "*0\r\n",
               "+PONG\r\n", "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n");
  const ScriptedServer server(Saying(said));
  ClientOptions options = Patient({At("127.0.0.1", server)});
  options.command_timeout = absl::Milliseconds(50);
  options.timing.silence_limit = absl::Milliseconds(100);
  const auto client = Connect(options);
  for (int i = 0; i < 3; ++i) {
    const absl::Status status = Get(*client, "key").status();
    CAPTURE(said, std::string(status.message()));
    CHECK((absl::IsUnavailable(status) || absl::IsInternal(status) ||
           absl::IsDeadlineExceeded(status)));
    CHECK(Eventually([&] { return client->connected() == 1; }, kLong));
  }
}

TEST_CASE("a node that answers more than it was asked is not believed any further",
          "[contract][redis]") {
  std::atomic<int> greetings = 0;
  const ScriptedServer server([&](std::string_view received) {
    if (!IsPing(received)) return std::string("$1\r\na\r\n$1\r\nb\r\n");
    ++greetings;
    return std::string("+PONG\r\n");
  });
  ClientOptions options = Patient({At("127.0.0.1", server)});
  options.timing.ping_interval = absl::Hours(1);
  const auto client = Connect(options);
  CHECK(Get(*client, "key").value() == "a");
  CHECK(Eventually([&] { return greetings == 2; }, kLong));
}

TEST_CASE("whatever a node says to a subscriber, it is asked anew", "[contract][redis]") {
  std::atomic<int> asked = 0;
  const std::string said =
      GENERATE("?what\r\n", "*3\r\n$7\r\nmessage\r\n", ":1\r\n", "*1\r\n$4\r\npong\r\n",
               "-NOPERM this user has no permissions\r\n", "*2\r\n:1\r\n:2\r\n", "close");
  const ScriptedServer server([&](std::string_view received) {
    if (IsPing(received)) return std::string("+PONG\r\n");
    ++asked;
    return std::string(said);
  });
  SubscriberOptions options{.nodes = {At("127.0.0.1", server)}, .channels = {"channel"}};
  options.timing.silence_limit = absl::Milliseconds(50);
  const auto subscriber = Subscriber::Start(options).value();
  CHECK(Eventually([&] { return asked >= 3; }, kLong));
  CHECK_FALSE(subscriber->connected());
}

TEST_CASE("nodes that are none, or none at all, are refused", "[contract][redis]") {
  CHECK(absl::IsInvalidArgument(Client::Start({}).status()));
  CHECK(absl::IsInvalidArgument(Client::Start({.nodes = {"redis"}}).status()));
  CHECK(absl::IsInvalidArgument(Client::Start({.nodes = {"a:1", "a:1"}}).status()));
  CHECK(absl::IsInvalidArgument(Subscriber::Start({.channels = {"a"}}).status()));
  CHECK(absl::IsInvalidArgument(Subscriber::Start({.nodes = {"a:1"}}).status()));
}

}  // namespace motcua::redis
