#pragma once

#include <functional>
#include <string_view>

#include "motcua/catalog/v1/procedure.pb.h"
#include "services/procedure-catalog/api/lines.h"
#include "services/procedure-catalog/store/procedure_store.h"

namespace motcua::catalog {

// Makes the record to keep of what a line says.
using Complete = std::function<v1::Procedure(v1::Procedure line)>;

// Reads NDJSON, one procedure version a line. Blank lines are passed over. What is wrong with a
// line, or with the record that `complete` makes of it, is told at once, up to 50 errors.
Lines<Entry> ReadNdjson(std::string_view text, const Complete& complete = nullptr);

}  // namespace motcua::catalog
