#pragma once

#include <array>
#include <string_view>

#include "services/procedure-catalog/domain/inspection.h"
#include "services/procedure-catalog/domain/procedure.h"

namespace motcua::catalog {

// The kinds that reforms are counted by, numbered as in the proto.
enum class ChangeKind {
  kNone = 0,
  kCentralToLocal = 1,
  kDistrictToProvince = 2,
  kDistrictToCommune = 3,
  kProvinceToCommune = 4,
  kAbolished = 5,
  kOther = 6,
};

inline constexpr std::array kChangeKinds = {
    ChangeKind::kCentralToLocal,    ChangeKind::kDistrictToProvince, ChangeKind::kDistrictToCommune,
    ChangeKind::kProvinceToCommune, ChangeKind::kAbolished,          ChangeKind::kOther};

ChangeKind KindOf(const CompetenceChange& change);

// The last day of the districts (Resolution 203/2025/QH15).
inline constexpr std::string_view kLastDayOfDistricts = "2025-06-30";

// What a record says of its level and of how it came to it: no district decides anything after the
// last day of the districts.
void InspectCompetence(const Procedure& procedure, Inspection& out);

}  // namespace motcua::catalog
