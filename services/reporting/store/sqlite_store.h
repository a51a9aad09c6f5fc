#pragma once

#include <memory>
#include <string>

#include "libs/obs/metrics.h"
#include "services/reporting/store/progress_store.h"

namespace motcua::reporting {

// Opens the SQLite file at `path` and brings its schema up to date.
absl::StatusOr<std::unique_ptr<ProgressStore>> OpenSqliteStore(const std::string& path,
                                                               obs::Metrics& metrics);

}  // namespace motcua::reporting
