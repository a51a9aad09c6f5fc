#pragma once

#include <span>
#include <string>

#include "absl/status/status.h"
#include "libs/sql/migration.h"
#include "libs/sql/postgres.h"

namespace motcua::sql {

// What sql::Migrate does, in a PostgreSQL database that several programs may bring up to date at
// the same time: one of them takes a step, the others wait for it.
absl::Status Migrate(Postgres& db, std::span<const Migration> migrations);

// The same on a connection of its own, for the start of a program: a database that is away is
// waited for (OnceThere).
absl::Status BringUpToDate(const std::string& conninfo, std::span<const Migration> migrations);

}  // namespace motcua::sql
