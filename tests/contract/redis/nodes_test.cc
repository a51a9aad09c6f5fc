#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "libs/redis/client.h"
#include "tests/contract/redis/later.h"
#include "tests/support/eventually.h"
#include "tests/support/redis_server.h"

namespace motcua::redis {
namespace {

using test::Eventually;
using test::RedisServer;

constexpr int kKeys = 300;

std::string Key(int i) {
  return base::Cat("key", i);
}

}  // namespace

TEST_CASE("keys spread over the nodes and are found there by every client", "[contract][redis]") {
  RedisServer servers[3];
  const auto writer = Connect(Patient({servers[0].node(), servers[1].node(), servers[2].node()}));
  for (int i = 0; i < kKeys; ++i) REQUIRE(Set(*writer, Key(i), base::Cat(i)).ok());
  long sum = 0;
  for (RedisServer& server : servers) {
    const long size = std::stol(server.Ask({"DBSIZE"}));
    CHECK(size > kKeys / 6);
    sum += size;
  }
  CHECK(sum == kKeys);
  const auto reader = Connect(Patient({servers[2].node(), servers[0].node(), servers[1].node()}));
  std::vector<std::string> keys;
  for (int i = 0; i < kKeys; ++i) {
    CHECK(Get(*reader, Key(i)).value() == base::Cat(i));
    keys.push_back(Key(i));
  }
  keys.emplace_back("another");
  CHECK(Delete(*reader, keys).value() == kKeys);
  for (RedisServer& server : servers) CHECK(server.Ask({"DBSIZE"}) == "0");
}

TEST_CASE("while a node is down its keys are unavailable and stay its own", "[contract][redis]") {
  RedisServer servers[2];
  const auto client = Connect(Patient({servers[0].node(), servers[1].node()}));
  std::vector<std::string> keys[2];
  for (int i = 0; i < kKeys; ++i) {
    REQUIRE(Set(*client, Key(i), "value").ok());
    const bool on_second = servers[1].Ask({"EXISTS", Key(i)}) == "1";
    keys[on_second ? 1 : 0].push_back(Key(i));
  }
  servers[1].Stop();
  REQUIRE(Eventually([&] { return client->connected() == 1; }));
  for (const std::string& key : keys[0]) CHECK(Get(*client, key).value() == "value");
  for (const std::string& key : keys[1]) CHECK(absl::IsUnavailable(Get(*client, key).status()));
  CHECK(absl::IsUnavailable(Delete(*client, {keys[0][0], keys[1][0]}).status()));
  CHECK(Get(*client, keys[0][0]).value() == std::nullopt);
  servers[1].Start();
  REQUIRE(Eventually([&] { return client->connected() == 2; }));
  for (const std::string& key : keys[1]) {
    CHECK(Increment(*client, key).value() == 1);
    CHECK(servers[0].Ask({"EXISTS", key}) == "0");
  }
}

}  // namespace motcua::redis
