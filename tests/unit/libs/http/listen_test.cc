#include "libs/http/listen.h"

#include <set>
#include <thread>

#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "tests/unit/libs/http/door.h"

namespace motcua::http {
namespace {

absl::StatusCode StartAt(const std::string& listen, bool reuse_port, int threads) {
  ServerOptions options;
  options.listen = listen;
  options.reuse_port = reuse_port;
  options.threads = threads;
  return Server::Start(options, Echo).status().code();
}

}  // namespace

TEST_CASE("an address is a number and a port", "[http]") {
  const std::string text = GENERATE("", "80", ":80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x",
                                    "127.0.0.1:65536", "localhost:80", "::1:80", "[127.0.0.1]:80");
  CAPTURE(text);
  CHECK(ParseEndpoint(text).status().code() == absl::StatusCode::kInvalidArgument);
  CHECK(ParseEndpoint("[::1]:80")->address().to_string() == "::1");
}

TEST_CASE("a port that is taken is unavailable", "[http]") {
  const int threads = GENERATE(1, 2);
  ServerOptions options;
  options.threads = threads;
  Door door(Echo, options);
  CHECK(StartAt(door.address(), false, 1) == absl::StatusCode::kUnavailable);
  CHECK(StartAt(door.address(), false, 2) == absl::StatusCode::kUnavailable);
}

TEST_CASE("servers that agree to it share a port", "[http]") {
  ServerOptions options;
  options.reuse_port = true;
  options.threads = 2;
  Door door(Echo, options);
  CHECK(StartAt(door.address(), true, 2) == absl::StatusCode::kOk);
  CHECK(StartAt(door.address(), false, 1) == absl::StatusCode::kUnavailable);
}

TEST_CASE("a server does not start when the limit of open files is too low for it", "[http]") {
  ServerOptions options;
  options.limits.max_connections = 1 << 30;
  CHECK(Server::Start(options, Echo).status().code() == absl::StatusCode::kFailedPrecondition);
}

TEST_CASE("the loops of a port share its connections", "[http]") {
  std::mutex mutex;
  std::set<std::thread::id> threads;
  ServerOptions options;
  options.threads = 2;
  Door door(
      [&](const ExchangePtr& exchange) {
        {
          const std::lock_guard lock(mutex);
          threads.insert(std::this_thread::get_id());
        }
        Echo(exchange);
      },
      options);
  for (int i = 0; i < 64; ++i) {
    REQUIRE(test::HttpClient(door.address()).Get("/").status == 200);
  }
  const std::lock_guard lock(mutex);
  CHECK(threads.size() == 2);
}

TEST_CASE("a server speaks IPv6", "[http]") {
  ServerOptions options;
  options.listen = "[::1]:0";
  Held held;
  Door door(held.handler(), options);
  test::RawClient client(base::Cat("[::1]:", door.server().port()));
  client.Send(Get("/"));
  CHECK(held.Wait()->request().peer() == "::1");
}

}  // namespace motcua::http
