#pragma once

#include <span>
#include <string>

#include "libs/sql/migration.h"
#include "libs/sql/postgres.h"
#include "services/reporting/domain/question.h"

namespace motcua::reporting {

// The steps of reporting's PostgreSQL schema.
std::span<const sql::Migration> PostgresMigrations();

// The query behind a summary: $1 the scope, $2 and $3 the first and the last microsecond of the
// period; columns key, then the counts in the order of `Counts`.
const sql::PgQuery& SumQueryOf(const std::string& scope, GroupBy group_by);

}  // namespace motcua::reporting
