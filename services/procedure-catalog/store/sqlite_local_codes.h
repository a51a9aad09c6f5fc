#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/obs/metrics.h"
#include "services/procedure-catalog/store/local_code_store.h"

namespace motcua::catalog {

// Keeps them in the file of the procedures, which is up to date already and stays open.
absl::StatusOr<std::unique_ptr<LocalCodeStore>> OpenSqliteLocalCodes(const std::string& path,
                                                                     obs::Metrics& metrics);

}  // namespace motcua::catalog
