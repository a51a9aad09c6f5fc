#include "services/routing/domain/reference.h"

#include <utility>

#include "libs/base/status_macros.h"

namespace motcua::routing {

absl::StatusOr<Reference> Reference::Make(Tables tables) {
  Reference reference;
  ASSIGN_OR_RETURN(reference.gazetteer,
                   Gazetteer::Make(std::move(tables.units), tables.successions));
  reference.addresses = AddressBook(reference.gazetteer);
  ASSIGN_OR_RETURN(reference.agencies,
                   Agencies::Make(reference.gazetteer, std::move(tables.province_codes)));
  ASSIGN_OR_RETURN(reference.calendar, Calendar::Make(std::move(tables.special_days)));
  RETURN_IF_ERROR(CheckRules(tables.rules));
  reference.rules = std::move(tables.rules);
  return reference;
}

}  // namespace motcua::routing
