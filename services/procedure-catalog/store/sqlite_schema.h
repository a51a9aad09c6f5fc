#pragma once

#include <span>

#include "libs/sql/migrate.h"

namespace motcua::catalog {

// The steps of the catalogue's SQLite schema.
std::span<const sql::Migration> SqliteMigrations();

}  // namespace motcua::catalog
