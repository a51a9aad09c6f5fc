#include "libs/redis/address.h"

#include <sys/un.h>

#include <cstdint>
#include <set>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"

namespace motcua::redis {
namespace {

constexpr std::string_view kUnix = "unix:";

absl::Status NoAddress(std::string_view text, std::string_view why) {
  return absl::InvalidArgumentError(base::Cat("redis node \"", text, "\": ", why));
}

}  // namespace

absl::StatusOr<Address> Address::Parse(std::string_view text) {
  Address address{.name = std::string(text)};
  if (text.starts_with(kUnix)) {
    address.path = text.substr(kUnix.size());
    if (!address.path.starts_with('/')) return NoAddress(text, "the path must begin with /");
    if (address.path.size() >= sizeof sockaddr_un{}.sun_path) {
      return NoAddress(text, "the path is too long for a socket");
    }
    return address;
  }
  const size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return NoAddress(text, "want host:port or unix:/path");
  std::string_view host = text.substr(0, colon);
  const std::string_view port = text.substr(colon + 1);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return NoAddress(text, "an IPv6 address goes in brackets");
  }
  uint16_t number = 0;
  if (host.empty()) return NoAddress(text, "no host");
  if (!base::ParseInt(port, &number) || number == 0) return NoAddress(text, "no such port");
  address.host = host;
  address.port = base::Cat(number);
  return address;
}

absl::StatusOr<std::vector<Address>> Address::ParseAll(const std::vector<std::string>& texts) {
  if (texts.empty()) return absl::InvalidArgumentError("redis: no nodes");
  std::vector<Address> addresses;
  std::set<std::string_view> names;
  for (const std::string& text : texts) {
    ASSIGN_OR_RETURN(addresses.emplace_back(), Parse(text));
    if (!names.insert(text).second) return NoAddress(text, "named twice");
  }
  return addresses;
}

}  // namespace motcua::redis
