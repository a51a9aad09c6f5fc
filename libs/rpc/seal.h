#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace motcua::rpc {

// A keyed signature (HMAC-SHA256, RFC 2104) over the caller's identity, so that a service believes
// the gateway and nobody else.
class Seal {
 public:
  // `key` has 32 bytes or more.
  explicit Seal(std::string key) : key_(std::move(key)) {}
  // The key in the file, or a random one when `path` is empty. InvalidArgument when it is too
  // short.
  static absl::StatusOr<Seal> Load(const std::string& path);

  // The seal of `text`, good until `expiry`.
  std::string Sign(std::string_view text, absl::Time expiry) const;
  // Whether `seal` is ours, for this text, and not past its expiry at `now`.
  bool Holds(std::string_view text, std::string_view seal, absl::Time now) const;
  // 16 bytes that stand for `text`: the same in every process with our key; without the key nobody
  // can tell what they stand for.
  std::string Pseudonym(std::string_view text) const;

 private:
  std::string key_;
};

}  // namespace motcua::rpc
