#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/routing/store/plan_store.h"

namespace motcua::routing {

// Keeps plans in the file of the reference tables, which is there already.
absl::StatusOr<std::unique_ptr<PlanStore>> OpenSqlitePlans(const std::string& path);

}  // namespace motcua::routing
