#pragma once

#include <span>

#include "libs/sql/migrate.h"

namespace motcua::intake {

// The steps of intake's SQLite schema.
std::span<const sql::Migration> SqliteMigrations();

}  // namespace motcua::intake
