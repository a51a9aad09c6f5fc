#pragma once

#include <span>

#include "absl/status/status.h"
#include "libs/sql/migration.h"
#include "libs/sql/sqlite.h"

namespace motcua::sql {

// Brings the database to the last of `migrations`, each in a transaction of its own, and notes it
// in the table `schema_version`. FailedPrecondition when the database is newer than the program, or
// when a step noted there has another name or text (by SHA-256) than the program's.
absl::Status Migrate(Sqlite& db, std::span<const Migration> migrations);

}  // namespace motcua::sql
