#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/status_macros.h"
#include "libs/sql/sqlite.h"
#include "libs/sql/transaction.h"

namespace motcua::catalog {

// Adds each of what was told by `add_one(one, time)` and tells which were new, all or none of them.
// `last_time` reads the time of what came last: theirs is no earlier, whatever the clock says.
// `check_only` keeps nothing.
template <typename Told, typename AddOne>
absl::StatusOr<std::vector<bool>> AddTold(sql::Transactions& transactions,
                                          sql::Statement& last_time, const std::vector<Told>& told,
                                          absl::Time now, bool check_only, AddOne add_one) {
  std::vector<bool> added;
  const auto add_all = [&]() -> absl::Status {
    ASSIGN_OR_RETURN(const bool has_last, last_time.Begin().Step());
    const int64_t time = std::max(absl::ToUnixMicros(now), has_last ? last_time.Int(0) : 0);
    for (const Told& one : told) {
      ASSIGN_OR_RETURN(const bool is_new, add_one(one, time));
      added.push_back(is_new);
    }
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(check_only ? transactions.Try(add_all) : transactions.Run(add_all));
  return added;
}

}  // namespace motcua::catalog
