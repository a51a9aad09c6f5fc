#include "services/gateway/domain/client_address.h"

#include <arpa/inet.h>

#include <algorithm>

#include "libs/base/text.h"

namespace motcua::gateway {
namespace {

constexpr Address kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0};
constexpr size_t kMappedBytes = 12;
constexpr int kMappedBits = 96;

bool IsMapped(const Address& address) {
  return std::equal(kMapped.begin(), kMapped.begin() + kMappedBytes, address.begin());
}

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string_view Unquoted(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return text;
  return text.substr(1, text.size() - 2);
}

// Whether a quoted string begins or ends at `at`: not with a quote that is escaped.
bool IsQuote(std::string_view text, size_t at) {
  if (text[at] != '"') return false;
  const size_t before = text.find_last_not_of('\\', at == 0 ? 0 : at - 1);
  const size_t escapes = at == 0 ? 0 : before == std::string_view::npos ? at : at - 1 - before;
  return escapes % 2 == 0;
}

// Takes the last element off `list`. From the end, so that a quote which somebody left open in what
// comes before does not swallow what a proxy has added.
std::string_view TakeLast(std::string_view& list) {
  bool is_quoted = false;
  size_t at = list.size();
  for (; at > 0; --at) {
    if (IsQuote(list, at - 1)) is_quoted = !is_quoted;
    if (list[at - 1] == ',' && !is_quoted) break;
  }
  const std::string_view last = Trimmed(list.substr(at));
  list = list.substr(0, at == 0 ? 0 : at - 1);
  return last;
}

// Where the first pair of an element ends. What is quoted may be the client's word: its Host.
size_t EndOfPair(std::string_view element) {
  bool is_quoted = false;
  for (size_t at = 0; at < element.size(); ++at) {
    if (IsQuote(element, at)) is_quoted = !is_quoted;
    if (element[at] == ';' && !is_quoted) return at;
  }
  return element.size();
}

// What an element of Forwarded says of `for`; empty: nothing.
std::string_view ForOf(std::string_view element) {
  while (!element.empty()) {
    const size_t end = EndOfPair(element);
    const std::string_view pair = Trimmed(element.substr(0, end));
    if (pair.size() > 4 && (pair[0] | 32) == 'f' && (pair[1] | 32) == 'o' &&
        (pair[2] | 32) == 'r' && pair[3] == '=') {
      return pair.substr(4);
    }
    element.remove_prefix(std::min(end + 1, element.size()));
  }
  return {};
}

std::optional<Address> ReadBare(std::string_view text) {
  const std::string copy(text.substr(0, text.find('%')));  // Without the zone.
  Address address = kMapped;
  if (inet_pton(AF_INET, copy.c_str(), address.data() + kMappedBytes) == 1) return address;
  if (inet_pton(AF_INET6, copy.c_str(), address.data()) == 1) return address;
  return std::nullopt;
}

}  // namespace

std::optional<Address> ReadAddress(std::string_view text) {
  text = Unquoted(text);
  if (text.starts_with('[')) {
    const size_t end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    return ReadBare(text.substr(1, end - 1));
  }
  const size_t colon = text.find(':');
  if (colon != std::string_view::npos && text.find(':', colon + 1) == std::string_view::npos) {
    text = text.substr(0, colon);
  }
  return ReadBare(text);
}

std::optional<Network> Network::Read(std::string_view text) {
  const size_t slash = text.find('/');
  const std::optional<Address> address = ReadBare(text.substr(0, slash));
  if (!address) return std::nullopt;
  Network network{*address, 128};
  if (slash == std::string_view::npos) return network;
  const bool is_ipv6 = text.substr(0, slash).find(':') != std::string_view::npos;
  int bits = 0;
  if (!base::ParseInt(text.substr(slash + 1), &bits)) return std::nullopt;
  if (bits < 0 || bits > (is_ipv6 ? 128 : 32)) return std::nullopt;
  network.bits = is_ipv6 ? bits : kMappedBits + bits;
  return network;
}

bool Network::Has(const Address& other) const {
  const size_t whole = static_cast<size_t>(bits) / 8;
  if (!std::equal(address.begin(), address.begin() + whole, other.begin())) return false;
  const int rest = bits % 8;
  return rest == 0 || ((address[whole] ^ other[whole]) >> (8 - rest)) == 0;
}

Address Proxies::Behind(const Address& peer, const std::vector<std::string_view>& lines) const {
  const auto is_trusted = [this](const Address& address) {
    return std::any_of(trusted.begin(), trusted.end(),
                       [&address](const Network& network) { return network.Has(address); });
  };
  Address client = peer;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    std::string_view list = *line;
    while (!list.empty()) {
      if (!is_trusted(client)) return client;
      const std::string_view element = TakeLast(list);
      const std::optional<Address> before = ReadAddress(is_forwarded ? ForOf(element) : element);
      // A proxy that hides who it is for (RFC 7239, 6.2) stands for him.
      if (!before) return client;
      client = *before;
    }
  }
  return client;
}

std::string_view ClientPart(const Address& address) {
  const auto* const bytes = reinterpret_cast<const char*>(address.data());
  return {bytes, IsMapped(address) ? address.size() : 7};
}

}  // namespace motcua::gateway
