#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace motcua::gateway {

// An IPv6 address; an IPv4 address as its mapped one (RFC 4291, 2.5.5.2).
using Address = std::array<uint8_t, 16>;

// `192.0.2.7` or `2001:db8::7`, with or without a port (`192.0.2.7:80`, `[2001:db8::7]:80`), in
// brackets or quotes. Nothing for any other text.
std::optional<Address> ReadAddress(std::string_view text);

// The addresses that begin alike.
struct Network {
  Address address{};
  int bits = 128;

  // `192.0.2.0/24`, `2001:db8::/32`, or one address. Nothing for any other text.
  static std::optional<Network> Read(std::string_view text);
  bool Has(const Address& address) const;
};

// The proxies before the gateway, and how they tell who came to them.
struct Proxies {
  std::vector<Network> trusted;
  bool is_forwarded = false;  // By `Forwarded` (RFC 7239), else by `X-Forwarded-For`.

  const char* header() const { return is_forwarded ? "Forwarded" : "X-Forwarded-For"; }
  // Who is behind `peer`, by the lines of header(): the last one whom a trusted proxy names and who
  // is not one himself. What others than trusted proxies say is not believed.
  Address Behind(const Address& peer, const std::vector<std::string_view>& lines) const;
};

// What stands for a client: his address, of IPv6 the first 56 bits, which is what a household is
// commonly given (RFC 6177, 2).
std::string_view ClientPart(const Address& address);

}  // namespace motcua::gateway
