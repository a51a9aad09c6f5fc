#include "services/routing/domain/reference.h"

#include <algorithm>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"

namespace motcua::routing {
namespace {

// Refuses a rule whose area names a unit that is there on no day on which the rule holds.
absl::Status CheckAreas(const std::vector<Rule>& rules, const Gazetteer& gazetteer) {
  for (const Rule& rule : rules) {
    for (const std::string& code : rule.area) {
      const bool is_there = std::ranges::any_of(
          gazetteer.History(code), [&](const Unit& unit) { return unit.valid.Meets(rule.valid); });
      if (is_there) continue;
      return absl::InvalidArgumentError(
          base::Cat("competence: ", rule.name, ": in its time no unit has the code ", code));
    }
  }
  return absl::OkStatus();
}

// Whoever has hours is a province or a commune on the first day that they hold.
absl::Status CheckHours(const Timetable& timetable, const Gazetteer& gazetteer) {
  for (const OfficeHours& row : timetable.rows()) {
    if (row.unit.empty()) continue;
    const Unit* const unit = gazetteer.Find(row.unit, row.valid.from.value_or(gazetteer.begin()));
    if (unit != nullptr && TierOf(unit->type) != Tier::kDistrict) continue;
    return WrongHours(row, "unit", "no province or commune has this code when the hours begin");
  }
  return absl::OkStatus();
}

}  // namespace

Office Reference::OfficeOf(const Unit* place) const {
  if (place == nullptr) return Office(calendar, timetable, {}, {});
  return Office(calendar, timetable, place->code, place->province_code);
}

absl::StatusOr<Reference> Reference::Make(Tables tables) {
  Reference reference;
  ASSIGN_OR_RETURN(reference.gazetteer,
                   Gazetteer::Make(std::move(tables.units), tables.successions));
  reference.addresses = AddressBook(reference.gazetteer);
  ASSIGN_OR_RETURN(reference.agencies,
                   Agencies::Make(reference.gazetteer, std::move(tables.province_codes)));
  ASSIGN_OR_RETURN(reference.calendar, Calendar::Make(std::move(tables.special_days)));
  ASSIGN_OR_RETURN(reference.timetable, Timetable::Make(std::move(tables.office_hours)));
  RETURN_IF_ERROR(CheckHours(reference.timetable, reference.gazetteer));
  if (reference.calendar.last() && reference.timetable.empty()) {
    return absl::InvalidArgumentError("office_hours: there are days to work, but no hours");
  }
  RETURN_IF_ERROR(CheckRules(tables.rules));
  RETURN_IF_ERROR(CheckAreas(tables.rules, reference.gazetteer));
  reference.rules = std::move(tables.rules);
  return reference;
}

}  // namespace motcua::routing
