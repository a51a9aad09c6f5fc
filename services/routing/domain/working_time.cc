#include "services/routing/domain/working_time.h"

#include <algorithm>

#include "libs/base/time.h"

namespace motcua::routing {

std::vector<Stretch> WorkingStretches(absl::CivilDay day, const Office& office,
                                      std::span<const Pause> pauses) {
  std::vector<Stretch> stretches;
  if (!office.calendar().IsWorking(day)) return stretches;
  for (const auto& [opens, closes] : office.SessionsOn(day)) {
    absl::Time from = AtMinute(day, opens);
    const absl::Time to = AtMinute(day, closes);
    for (const Pause& pause : pauses) {
      if (from < std::min(pause.from, to)) stretches.push_back({from, std::min(pause.from, to)});
      from = std::max(from, pause.to.value_or(absl::InfiniteFuture()));
    }
    if (from < to) stretches.push_back({from, to});
  }
  return stretches;
}

absl::Duration WorkingTimeBetween(absl::Time from, absl::Time to, const Office& office,
                                  std::span<const Pause> pauses) {
  absl::Duration time;
  for (absl::CivilDay day = base::DayOf(from); day <= base::DayOf(to); ++day) {
    for (const Stretch& stretch : WorkingStretches(day, office, pauses)) {
      const absl::Duration part = std::min(stretch.to, to) - std::max(stretch.from, from);
      time += std::max(part, absl::ZeroDuration());
    }
  }
  return time;
}

}  // namespace motcua::routing
