#include "services/routing/domain/office.h"

#include <utility>

#include "libs/base/time.h"

namespace motcua::routing {

Office::Office(const Calendar& calendar, const Timetable& timetable, std::string unit,
               std::string province)
    : calendar_(calendar),
      timetable_(timetable),
      unit_(std::move(unit)),
      province_(std::move(province)) {}

std::span<const Session> Office::SessionsOn(absl::CivilDay day) const {
  for (const std::string* const code : {&unit_, &province_}) {
    if (code->empty()) continue;
    const std::span<const Session> own = timetable_.Of(*code, day);
    if (!own.empty()) return own;
  }
  return timetable_.Of({}, day);
}

absl::Time Office::Opening(absl::CivilDay day) const {
  return AtMinute(day, SessionsOn(day).front().opens);
}

absl::Time Office::Closing(absl::CivilDay day) const {
  return AtMinute(day, SessionsOn(day).back().closes);
}

absl::Time AtMinute(absl::CivilDay day, int minutes) {
  return absl::FromCivil(absl::CivilMinute(day) + minutes, base::Vietnam());
}

}  // namespace motcua::routing
