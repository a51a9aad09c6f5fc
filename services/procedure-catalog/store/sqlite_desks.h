#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/obs/metrics.h"
#include "services/procedure-catalog/store/desk_store.h"

namespace motcua::catalog {

// Keeps them in the file of the procedures, which is up to date already and stays open.
absl::StatusOr<std::unique_ptr<DeskStore>> OpenSqliteDesks(const std::string& path,
                                                           obs::Metrics& metrics);

}  // namespace motcua::catalog
