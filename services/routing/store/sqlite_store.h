#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/routing/store/unit_store.h"

namespace motcua::routing {

// The store in the SQLite file at `path`, brought to this program's schema.
absl::StatusOr<std::unique_ptr<UnitStore>> OpenSqliteStore(const std::string& path);

}  // namespace motcua::routing
