#pragma once

#include <string_view>

#include "absl/status/statusor.h"

namespace motcua::routing {

// A time limit. The unit stays with it: calendar days and working days are counted differently.
struct Limit {
  enum class Unit {
    kWorkingHours,  // `8wh`
    kWorkingDays,   // `3wd`
    kDays,          // `15d`
    kWeeks,         // `2w`
    kMonths,        // `1mo`
    kSameDay,       // `sd15`: the same day; received after 15:00, the next working day.
  };
  Unit unit = Unit::kWorkingDays;
  int count = 1;

  bool operator==(const Limit&) const = default;
};

// Reads a limit as tables and messages write it. InvalidArgument on `limit` when it is none; the
// count is 1 to 9,999.
absl::StatusOr<Limit> ParseLimit(std::string_view text);

}  // namespace motcua::routing
