#pragma once

#include <memory>
#include <string>

#include "libs/obs/metrics.h"
#include "services/reporting/store/progress_store.h"

namespace motcua::reporting {

// Opens the store in a PostgreSQL database of its own, which several replicas may share, and brings
// its schema up to date. `conninfo` as libpq takes it.
absl::StatusOr<std::unique_ptr<ProgressStore>> OpenPostgresStore(const std::string& conninfo,
                                                                 int max_connections,
                                                                 obs::Metrics& metrics);

}  // namespace motcua::reporting
