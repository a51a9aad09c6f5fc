#pragma once

#include <span>

#include "libs/sql/migration.h"

namespace motcua::catalog {

// The steps of the catalogue's PostgreSQL schema.
std::span<const sql::Migration> PostgresMigrations();

}  // namespace motcua::catalog
