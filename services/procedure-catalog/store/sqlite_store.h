#pragma once

#include <memory>
#include <string>

#include "services/procedure-catalog/store/procedure_store.h"

namespace motcua::catalog {

// Opens the SQLite file at `path` and brings its schema up to date.
absl::StatusOr<std::unique_ptr<ProcedureStore>> OpenSqliteStore(const std::string& path);

}  // namespace motcua::catalog
