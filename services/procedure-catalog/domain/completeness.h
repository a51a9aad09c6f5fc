#pragma once

#include <string_view>
#include <vector>

#include "services/procedure-catalog/domain/procedure.h"

namespace motcua::catalog {

// A part that every published procedure has to have (bộ phận cấu thành; Decree 63/2010/NĐ-CP Art
// 8(2), as amended by Decree 92/2017/NĐ-CP), in the decree's order. A form, a result, conditions
// and a fee are mandatory only where the procedure has them, which a record cannot tell.
enum class Part { kSteps = 1, kWays, kComponents, kSets, kLimits, kSubjects, kAgencies };

// How a part is called.
struct PartName {
  std::string_view pointer;  // Within the record.
  std::string_view name;     // As the decree has it.
  std::string_view name_en;
};
PartName NameOf(Part part);

// The mandatory parts that `procedure` lacks.
std::vector<Part> MissingParts(const Procedure& procedure);

}  // namespace motcua::catalog
