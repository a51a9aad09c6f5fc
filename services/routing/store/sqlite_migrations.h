#pragma once

#include <array>

#include "libs/sql/migrate.h"

namespace motcua::routing {

extern const std::array<sql::Migration, 1> kMigrations;

}  // namespace motcua::routing
