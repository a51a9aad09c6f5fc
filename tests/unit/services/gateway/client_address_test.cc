#include "services/gateway/domain/client_address.h"

#include <catch2/catch.hpp>

namespace motcua::gateway {
namespace {

using Lines = std::vector<std::string_view>;

Address Of(std::string_view text) {
  const std::optional<Address> address = ReadAddress(text);
  INFO(text);
  REQUIRE(address);
  return *address;
}

Proxies Trusting(const Lines& networks, bool is_forwarded = false) {
  Proxies proxies;
  proxies.is_forwarded = is_forwarded;
  for (const std::string_view text : networks) proxies.trusted.push_back(*Network::Read(text));
  return proxies;
}

}  // namespace

TEST_CASE("an address is read with and without port, brackets and quotes", "[gateway][domain]") {
  CHECK(Of("192.0.2.7:80") == Of("192.0.2.7"));
  CHECK(Of("\"192.0.2.7:80\"") == Of("192.0.2.7"));
  CHECK(Of("[2001:db8::7]:80") == Of("2001:db8::7"));
  CHECK(Of("\"[2001:db8::7]\"") == Of("2001:db8::7"));
  CHECK(Of("::ffff:192.0.2.7") == Of("192.0.2.7"));
  CHECK(Of("fe80::1%eth0") == Of("fe80::1"));
  for (const char* text :
       {"", "unknown", "_hidden", "192.0.2", "192.0.2.256", "[2001:db8::7", "::g"}) {
    INFO(text);
    CHECK_FALSE(ReadAddress(text));
  }
}

TEST_CASE("a network has the addresses that begin like it", "[gateway][domain]") {
  CHECK(Network::Read("10.1.0.0/15")->Has(Of("10.0.255.255")));
  CHECK_FALSE(Network::Read("10.1.0.0/15")->Has(Of("10.2.0.0")));
  CHECK(Network::Read("2001:db8::/32")->Has(Of("2001:db8:ffff::1")));
  CHECK_FALSE(Network::Read("2001:db8::/32")->Has(Of("2001:db9::1")));
  CHECK(Network::Read("192.0.2.7")->Has(Of("192.0.2.7")));
  CHECK_FALSE(Network::Read("192.0.2.7")->Has(Of("192.0.2.6")));
  CHECK(Network::Read("0.0.0.0/0")->Has(Of("203.0.113.1")));
  CHECK_FALSE(Network::Read("0.0.0.0/0")->Has(Of("2001:db8::1")));
  for (const char* text : {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::/129", "portal/8"}) {
    INFO(text);
    CHECK_FALSE(Network::Read(text));
  }
}

TEST_CASE("one client is an IPv4 address, or 56 bits of IPv6", "[gateway][domain]") {
  CHECK(ClientPart(Of("192.0.2.7")) != ClientPart(Of("192.0.2.8")));
  CHECK(ClientPart(Of("2001:db8:1:2::7")) == ClientPart(Of("2001:db8:1:ff:ffff::8")));
  CHECK(ClientPart(Of("2001:db8:1:2::7")) != ClientPart(Of("2001:db8:1:102::7")));
}

TEST_CASE("who is no trusted proxy speaks for himself alone", "[gateway][domain]") {
  CHECK(Trusting({}).Behind(Of("192.0.2.7"), {"203.0.113.1"}) == Of("192.0.2.7"));
  CHECK(Trusting({"10.0.0.0/8"}).Behind(Of("192.0.2.7"), {"203.0.113.1"}) == Of("192.0.2.7"));
}

TEST_CASE("the client is the last whom a trusted proxy names", "[gateway][domain]") {
  const Proxies proxies = Trusting({"10.0.0.0/8"});
  const Address proxy = Of("10.0.0.1");
  CHECK(proxies.Behind(proxy, {}) == proxy);
  CHECK(proxies.Behind(proxy, {"203.0.113.1"}) == Of("203.0.113.1"));
  // What comes before was said by the client.
  CHECK(proxies.Behind(proxy, {"198.51.100.1, 203.0.113.1"}) == Of("203.0.113.1"));
  CHECK(proxies.Behind(proxy, {"198.51.100.1", "203.0.113.1, 10.0.0.2"}) == Of("203.0.113.1"));
  CHECK(proxies.Behind(proxy, {"10.0.0.3"}) == Of("10.0.0.3"));
  CHECK(proxies.Behind(proxy, {"203.0.113.1, unknown"}) == proxy);
  CHECK(proxies.Behind(proxy, {"203.0.113.1", "10.0.0.2, "}) == proxy);
}

TEST_CASE("Forwarded is read as RFC 7239 has it, and from its end", "[gateway][domain]") {
  const Proxies proxies = Trusting({"10.0.0.0/8"}, true);
  const Address proxy = Of("10.0.0.1");
  const auto behind = [&](std::string_view line) { return proxies.Behind(proxy, {line}); };
  CHECK(behind("for=203.0.113.1;proto=https;by=10.0.0.1") == Of("203.0.113.1"));
  CHECK(behind("proto=https; For=\"[2001:db8::7]:4711\"") == Of("2001:db8::7"));
  CHECK(behind("for=198.51.100.1, for=203.0.113.1, for=10.0.0.2") == Of("203.0.113.1"));
  CHECK(behind("for=\"198.51.100.1, for=203.0.113.1") == Of("203.0.113.1"));
  // What is quoted is the client's word.
  CHECK(behind("host=\"a, for=198.51.100.1\";for=203.0.113.1") == Of("203.0.113.1"));
  CHECK(behind("host=\"a;for=198.51.100.1\";for=203.0.113.1") == Of("203.0.113.1"));
  CHECK(behind("for=203.0.113.1;host=\"a, for=198.51.100.1\"") == Of("203.0.113.1"));
  CHECK(behind(R"(for=203.0.113.1;host="a\", for=198.51.100.1;x=\"b")") == Of("203.0.113.1"));
  CHECK(behind(R"(host="a\";for=198.51.100.1;x=\"b";for=203.0.113.1)") == Of("203.0.113.1"));
  CHECK(behind("for=_hidden") == proxy);
  CHECK(behind("by=203.0.113.1") == proxy);
}

}  // namespace motcua::gateway
