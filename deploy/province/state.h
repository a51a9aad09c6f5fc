#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace motcua::province {

// How far the province has read and sent; survives it in one small file.
struct State {
  int64_t pulled = 0;  // Sequence of the last event that was dealt with.

  // What the file says; the beginning when there is none.
  static absl::StatusOr<State> Load(const std::string& path);
  // Replaces the file, at once or not at all.
  absl::Status Save(const std::string& path) const;
};

}  // namespace motcua::province
