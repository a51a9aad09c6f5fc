#pragma once

#include <memory>
#include <string>

#include "libs/obs/metrics.h"
#include "services/procedure-catalog/store/procedure_store.h"

namespace motcua::catalog {

// Opens the SQLite file at `path` and brings its schema up to date. `name` stands in
// its metrics.
absl::StatusOr<std::unique_ptr<ProcedureStore>> OpenSqliteStore(
    const std::string& path, obs::Metrics& metrics, const std::string& name = "catalog");

}  // namespace motcua::catalog
