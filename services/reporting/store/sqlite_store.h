#pragma once

#include <memory>
#include <string>

#include "services/reporting/store/progress_store.h"

namespace motcua::reporting {

// Opens the SQLite file at `path` and brings its schema up to date.
absl::StatusOr<std::unique_ptr<ProgressStore>> OpenSqliteStore(const std::string& path);

}  // namespace motcua::reporting
