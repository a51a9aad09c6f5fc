#pragma once

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "services/routing/domain/agency.h"
#include "services/routing/domain/competence.h"
#include "services/routing/domain/reference.h"

namespace motcua::routing {

// Who handles a procedure for a place.
struct Route {
  Agency authority;
  std::vector<Agency> receivers;  // The authority first. They also hand the result out.
  std::vector<Step> trace;
};

// The unit that a matter belongs to on `day`. On `unit`: InvalidArgument MALFORMED, UNKNOWN_UNIT;
// FailedPrecondition UNIT_ENDED naming its successors, UNIT_NOT_YET.
absl::StatusOr<const Unit*> PlaceOf(const Gazetteer& gazetteer, std::string_view unit_code,
                                    absl::CivilDay day);

// Who decides a procedure for the unit `unit_code` on `day`. Besides the errors of PlaceOf:
// InvalidArgument COMMUNE_REQUIRED when a commune decides and the place is a province;
// FailedPrecondition NO_RULE when no rule answers, or when it is announced that others than a
// people's committee decide: the police, social insurance, land registries. The tables do not know
// their offices, and a wrong answer is worse than none.
absl::StatusOr<Route> ResolveRoute(const Reference& reference, const Announced& announced,
                                   std::string_view unit_code, absl::CivilDay day);

}  // namespace motcua::routing
