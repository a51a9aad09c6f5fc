#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "services/routing/domain/reference.h"

namespace motcua::routing {

// Which system a code is of, numbered as in the proto.
enum class CodeSystem {
  kIdentification = 1,          // Agency first, `H26.020` (Decision 20/2020/QĐ-TTg Art 4).
  kIdentificationReversed = 2,  // `020.00.00.H26` (QCVN 102:2016/BTTTT).
  kStatistics = 3,              // Of the unit that it governs, `00235`.
};

// An authority in all systems of codes, as it was on a day.
struct AgencyRecord {
  Agency agency;
  std::string kind;  // `PEOPLES_COMMITTEE`, or as the table of agencies has it.
  CodeSystem asked = CodeSystem::kIdentification;
  std::string reversed;           // Empty when it has no code of identification.
  std::string parent;             // Code of the authority that it belongs to. Empty: none.
  std::vector<std::string> area;  // Codes of the units that it serves. Empty: the country.
  Period valid;
  std::string basis;  // Empty: not known.
};

// `code`, written agency last, as `020.00.00.H26`: four groups for an agency below a province.
std::string Reversed(std::string_view code);

// The code of identification that `text` writes in either order, agency first; groups of zeros
// alone stand for nothing. Empty when it is none.
std::string Identification(std::string_view text);

// Who bore `code` of any system on `day`. On `code`: InvalidArgument MALFORMED; NotFound
// AGENCY_NOT_FOUND; FailedPrecondition AGENCY_ENDED naming the unit that the people of its area
// went to; for the code of a unit also the errors of PlaceOf.
absl::StatusOr<AgencyRecord> FindAgency(const Reference& reference, std::string_view code,
                                        absl::CivilDay day);

}  // namespace motcua::routing
