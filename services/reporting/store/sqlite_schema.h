#pragma once

#include <span>
#include <string>

#include "libs/sql/migrate.h"

namespace motcua::reporting {

// The steps of reporting's SQLite schema.
std::span<const sql::Migration> SqliteMigrations();

// SQL expressions of a row's key, by number of GroupBy.
extern const char* const kGroupKeys[];

// The query behind a summary: parameters ?1 the scope, ?2 and ?3 the first and the last microsecond
// of the period; columns key, then the counts in the order of `Counts`.
std::string SumQuery(const char* key, const char* scope_condition);

}  // namespace motcua::reporting
