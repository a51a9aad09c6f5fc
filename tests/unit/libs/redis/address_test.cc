#include "libs/redis/address.h"

#include "catch2/catch.hpp"

namespace motcua::redis {

TEST_CASE("a node is a host and port, an IPv6 address and port, or a socket", "[redis]") {
  const Address by_name = Address::Parse("redis-0.redis:6379").value();
  CHECK(by_name.name == "redis-0.redis:6379");
  CHECK(by_name.host == "redis-0.redis");
  CHECK(by_name.port == "6379");
  CHECK(by_name.path.empty());
  CHECK(Address::Parse("[::1]:6379").value().host == "::1");
  const Address socket = Address::Parse("unix:/run/redis:1").value();
  CHECK(socket.path == "/run/redis:1");
  CHECK(socket.host.empty());
}

TEST_CASE("what is no node is refused with its text", "[redis]") {
  const std::string text = GENERATE("", "redis", ":6379", "redis:", "redis:0", "redis:65536",
                                    "redis:63x", "redis:-1", "::1:6379", "unix:", "unix:redis");
  CAPTURE(text);
  const absl::Status status = Address::Parse(text).status();
  CHECK(absl::IsInvalidArgument(status));
  CHECK(std::string(status.message()).find("\"" + text + "\"") != std::string::npos);
  CHECK(absl::IsInvalidArgument(Address::Parse("unix:/" + std::string(107, 'a')).status()));
  CHECK(Address::Parse("unix:/" + std::string(106, 'a')).ok());
}

TEST_CASE("a configuration names at least one node and none twice", "[redis]") {
  CHECK(absl::IsInvalidArgument(Address::ParseAll({}).status()));
  CHECK(absl::IsInvalidArgument(Address::ParseAll({"a:1", "b:1", "a:1"}).status()));
  CHECK(absl::IsInvalidArgument(Address::ParseAll({"a:1", "b"}).status()));
  const std::vector<Address> addresses = Address::ParseAll({"a:1", "b:2"}).value();
  REQUIRE(addresses.size() == 2);
  CHECK(addresses[1].port == "2");
}

}  // namespace motcua::redis
