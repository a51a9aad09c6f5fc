#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/routing/store/unit_store.h"

namespace motcua::routing {

// The store in a PostgreSQL database of its own, which several replicas may share, brought to this
// program's schema. `conninfo` as libpq takes it.
absl::StatusOr<std::unique_ptr<UnitStore>> OpenPostgresStore(const std::string& conninfo);

}  // namespace motcua::routing
