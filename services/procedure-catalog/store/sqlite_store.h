#pragma once

#include <memory>
#include <string>

#include "libs/obs/metrics.h"
#include "services/procedure-catalog/domain/everyday_terms.h"
#include "services/procedure-catalog/store/procedure_store.h"

namespace motcua::catalog {

struct SqliteOptions {
  std::string path;
  EverydayTerms terms;           // That searches understand.
  std::string name = "catalog";  // In metrics.
};

// Opens the SQLite file and brings its schema up to date.
absl::StatusOr<std::unique_ptr<ProcedureStore>> OpenSqliteStore(SqliteOptions options,
                                                                obs::Metrics& metrics);

}  // namespace motcua::catalog
