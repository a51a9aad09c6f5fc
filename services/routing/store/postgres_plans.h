#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/obs/metrics.h"
#include "services/routing/store/plan_store.h"

namespace motcua::routing {

// Keeps plans in the database of the reference tables, which is up to date already.
std::unique_ptr<PlanStore> OpenPostgresPlans(const std::string& conninfo, obs::Metrics& metrics);

}  // namespace motcua::routing
