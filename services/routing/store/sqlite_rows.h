#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/sql/sqlite.h"
#include "services/routing/domain/reference.h"

namespace motcua::routing {

// Puts every row of `tables` into the empty tables of `db`.
absl::Status InsertTables(sql::Sqlite& db, const Tables& tables);

// Every row. DataLoss when one cannot have been written by InsertTables.
absl::StatusOr<Tables> SelectTables(sql::Sqlite& db);

}  // namespace motcua::routing
