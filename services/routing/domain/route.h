#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "services/routing/domain/agency.h"
#include "services/routing/domain/competence.h"
#include "services/routing/domain/reference.h"

namespace motcua::routing {

// What is asked of a procedure.
struct Inquiry {
  std::string_view unit;  // Code of the unit that the matter belongs to.
  absl::CivilDay day;
  std::string_view case_name;  // Empty: not said.
  std::optional<Applicant> applicant;
  std::string_view filing_unit;  // Code of the unit where it is handed in. Empty: `unit`.
};

// Who handles a procedure for a place: who decides, who takes the dossier in, who hands the result
// out (Decree 118/2025 Arts 14, 22).
struct Route {
  Agency authority;
  std::optional<Agency> delegated_by;  // In whose stead it decides.
  std::vector<Agency> receivers;       // Where it is filed first, then by priority of their rules.
  std::vector<Agency> returners;       // Likewise.
  std::vector<Unsaid> unsaid;          // What might change who decides.
  std::vector<Step> trace;
};

// The unit that a matter belongs to on `day`. On `field`: InvalidArgument REQUIRED, MALFORMED,
// UNKNOWN_UNIT; FailedPrecondition UNIT_ENDED naming its successors, UNIT_NOT_YET.
absl::StatusOr<const Unit*> PlaceOf(const Gazetteer& gazetteer, std::string_view unit_code,
                                    absl::CivilDay day, std::string_view field = "unit");

// Who handles a procedure. Besides the errors of PlaceOf, for `unit` and `filingUnit`:
// InvalidArgument on `unit`, COMMUNE_REQUIRED, when a commune decides and the place is a province;
// on `filingUnit`, OTHER_PROVINCE, when the procedure is not one that may be filed in another
// province, and NOT_RECEIVED_THERE when no rule lets anybody take it in there. FailedPrecondition
// NO_RULE when no rule answers, or when it is announced that others than a people's committee
// decide (the police, social insurance, land registries) and no rule for the procedure names one of
// the listed agencies: a wrong answer is worse than none.
absl::StatusOr<Route> ResolveRoute(const Reference& reference, const Announced& announced,
                                   const Inquiry& inquiry);

}  // namespace motcua::routing
