#pragma once

#include <span>
#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/routing/domain/calendar.h"
#include "services/routing/domain/office_hours.h"

namespace motcua::routing {

// The working time of the offices of one place: the country's working days, and on each of them the
// hours of the commune, or else of the province, or else of the country. Stands on a calendar and a
// timetable, not an empty one, that outlive it.
class Office {
 public:
  // The country's: `unit` and `province` are empty. A province's own: `province` is empty.
  Office(const Calendar& calendar, const Timetable& timetable, std::string unit,
         std::string province);

  const Calendar& calendar() const { return calendar_; }

  // The sessions of a working day, in order; one at least.
  std::span<const Session> SessionsOn(absl::CivilDay day) const;

  // When it opens first and closes last on a working day.
  absl::Time Opening(absl::CivilDay day) const;
  absl::Time Closing(absl::CivilDay day) const;

 private:
  const Calendar& calendar_;
  const Timetable& timetable_;
  const std::string unit_;
  const std::string province_;
};

// The time so many minutes after the midnight in which `day` begins, in Vietnam.
absl::Time AtMinute(absl::CivilDay day, int minutes);

}  // namespace motcua::routing
