#pragma once

#include <span>
#include <string>

#include "libs/sql/migrate.h"

namespace motcua::catalog {

// The steps of the catalogue's SQLite schema.
std::span<const sql::Migration> SqliteMigrations();

// The query behind Find. Parameters: ?1 the day, ?2 the code as typed, ?3 the match, ?4 level bit,
// ?5 field, ?6 channel bit, ?7 service level, ?8 limit, ?9 offset; 0 and '' stand for any. Columns:
// number, etag, content, how many in all. Without `match` the order is that of codes.
std::string FindQuery(bool match);

}  // namespace motcua::catalog
