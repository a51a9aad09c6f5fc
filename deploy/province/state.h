#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "motcua/sync/v1/sync.pb.h"

namespace motcua::province {

// How far the province has read and sent; survives it in one small file.
struct State {
  int64_t pulled = 0;  // Sequence of the last event that was dealt with.
  // A step that no acknowledgement has come for. It is sent again as it is: the same sequence with
  // another body would be refused.
  std::optional<sync::v1::Progress> unsent;

  // What the file says; the beginning when there is none.
  static absl::StatusOr<State> Load(const std::string& path);
  // Replaces the file, at once or not at all; durable when it returns.
  absl::Status Save(const std::string& path) const;
};

}  // namespace motcua::province
