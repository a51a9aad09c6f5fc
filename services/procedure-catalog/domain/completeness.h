#pragma once

#include <string_view>
#include <vector>

#include "services/procedure-catalog/domain/procedure.h"

namespace motcua::catalog {

// A part that a published procedure has to have (bộ phận cấu thành; Decree 63/2010/NĐ-CP Art 8(2),
// as amended by Decree 92/2017/NĐ-CP), by its pointer in the record.
struct MissingPart {
  std::string_view pointer;
  std::string_view name;  // As the decree calls it.
  std::string_view name_en;
};

// The mandatory parts that `procedure` lacks, in the decree's order: steps, ways to file,
// components and number of sets, limit of every way, subjects, resolving agency. A form, a result,
// conditions and a fee are mandatory only where the procedure has them, which a record cannot tell.
std::vector<MissingPart> MissingParts(const Procedure& procedure);

}  // namespace motcua::catalog
