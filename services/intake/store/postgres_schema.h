#pragma once

#include <span>

#include "libs/sql/migration.h"

namespace motcua::intake {

// The steps of intake's PostgreSQL schema.
std::span<const sql::Migration> PostgresMigrations();

}  // namespace motcua::intake
