#pragma once

#include <string_view>

#include "services/procedure-catalog/api/lines.h"
#include "services/procedure-catalog/store/procedure_store.h"

namespace motcua::catalog {

// Reads NDJSON, one procedure version a line. Blank lines are passed over. What is wrong with a
// line is told at once, up to 50 errors.
Lines<Entry> ReadNdjson(std::string_view text);

}  // namespace motcua::catalog
