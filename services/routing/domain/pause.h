#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace motcua::routing {

// A stretch in which the clock of a limit is stopped, from `from` until `to`; without `to` it has
// not been started again. Pauses of one clock are in order and do not overlap; only the last one
// may be open.
struct Pause {
  absl::Time from;
  std::optional<absl::Time> to;
};

inline constexpr size_t kMaxPauses = 64;

// Reads pauses as messages write them, `FROM/TO` or `FROM/` in RFC 3339. InvalidArgument on
// `pauses`: TOO_MANY; on `pauses[i]`: MALFORMED, BEFORE_START, END_BEFORE_START, OUT_OF_ORDER.
absl::StatusOr<std::vector<Pause>> ParsePauses(std::span<const std::string> texts,
                                               absl::Time start);

// Whether the clock runs just before `time`.
bool RunsUntil(absl::Time time, std::span<const Pause> pauses);

// When the clock is stopped and not started again; nothing when it always is.
std::optional<absl::Time> StopsForGood(std::span<const Pause> pauses);

// When the clock is stopped on `day`, in words: `stopped 10:00-14:00, stopped from 16:00`. Empty
// when it runs all day.
std::string StoppedOn(absl::CivilDay day, std::span<const Pause> pauses);

}  // namespace motcua::routing
