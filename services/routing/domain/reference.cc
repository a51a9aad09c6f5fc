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

}  // namespace

absl::StatusOr<Reference> Reference::Make(Tables tables) {
  Reference reference;
  ASSIGN_OR_RETURN(reference.gazetteer,
                   Gazetteer::Make(std::move(tables.units), tables.successions));
  reference.addresses = AddressBook(reference.gazetteer);
  ASSIGN_OR_RETURN(reference.agencies,
                   Agencies::Make(reference.gazetteer, std::move(tables.province_codes)));
  ASSIGN_OR_RETURN(reference.calendar, Calendar::Make(std::move(tables.special_days)));
  RETURN_IF_ERROR(CheckRules(tables.rules));
  RETURN_IF_ERROR(CheckAreas(tables.rules, reference.gazetteer));
  reference.rules = std::move(tables.rules);
  return reference;
}

}  // namespace motcua::routing
