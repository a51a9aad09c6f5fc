#pragma once

#include <array>

#include "libs/sql/migration.h"

namespace motcua::routing {

extern const std::array<sql::Migration, 1> kPostgresMigrations;

}  // namespace motcua::routing
