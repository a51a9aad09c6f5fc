#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace motcua::redis {

// Where a node listens: by TCP at `host` and `port`, or at the Unix socket `path`.
struct Address {
  std::string name;  // As it was written; what the node is called in logs and metrics.
  std::string host;
  std::string port;
  std::string path;  // Empty for TCP.

  // "host:port", "[IPv6]:port" or "unix:/path"; anything else is InvalidArgument. Whether the host
  // exists is not asked.
  static absl::StatusOr<Address> Parse(std::string_view text);
  // The nodes of a configuration: at least one, no two the same.
  static absl::StatusOr<std::vector<Address>> ParseAll(const std::vector<std::string>& texts);
};

}  // namespace motcua::redis
