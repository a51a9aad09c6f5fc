#pragma once

#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/status_macros.h"
#include "libs/sql/sqlite.h"

namespace motcua::catalog {

// All rows of a run, each as `read` gives it.
template <typename Read>
auto ReadAll(sql::Statement& rows, Read read)
    -> absl::StatusOr<std::vector<decltype(read(std::as_const(rows)))>> {
  std::vector<decltype(read(std::as_const(rows)))> all;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, rows.Step());
    if (!more) return all;
    all.push_back(read(std::as_const(rows)));
  }
}

}  // namespace motcua::catalog
