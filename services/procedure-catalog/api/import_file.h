#pragma once

#include <string>

#include "absl/status/status.h"
#include "services/procedure-catalog/store/procedure_store.h"

namespace motcua::catalog {

// Imports the NDJSON file at `path` unless its very content was imported before, and says in the
// log how far it is. A line that is wrong is logged by its number and left out. FailedPrecondition
// when the file cannot be read.
absl::Status ImportFile(const std::string& path, ProcedureStore& store);

}  // namespace motcua::catalog
