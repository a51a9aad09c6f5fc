#include "services/routing/domain/reference.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "services/routing/domain/rule_checks.h"

namespace motcua::routing {
namespace {

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
  ASSIGN_OR_RETURN(
      reference.directory,
      Directory::Make(std::move(tables.listed), reference.gazetteer, tables.province_codes));
  ASSIGN_OR_RETURN(reference.agencies,
                   Agencies::Make(reference.gazetteer, std::move(tables.province_codes)));
  ASSIGN_OR_RETURN(reference.calendar, Calendar::Make(std::move(tables.special_days)));
  ASSIGN_OR_RETURN(reference.timetable, Timetable::Make(std::move(tables.office_hours)));
  RETURN_IF_ERROR(CheckHours(reference.timetable, reference.gazetteer));
  if (reference.calendar.last() && reference.timetable.empty()) {
    return absl::InvalidArgumentError("office_hours: there are days to work, but no hours");
  }
  RETURN_IF_ERROR(CheckRules(tables.rules));
  RETURN_IF_ERROR(CheckRulesFit(tables.rules, reference.gazetteer, reference.directory));
  reference.rules = std::move(tables.rules);
  return reference;
}

}  // namespace motcua::routing
