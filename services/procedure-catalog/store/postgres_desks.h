#pragma once

#include <memory>
#include <string>

#include "libs/obs/metrics.h"
#include "services/procedure-catalog/store/desk_store.h"

namespace motcua::catalog {

// Keeps them in the database of the procedures, which is up to date already. Every read asks it, so
// that every replica answers the last word.
std::unique_ptr<DeskStore> OpenPostgresDesks(const std::string& conninfo, obs::Metrics& metrics);

}  // namespace motcua::catalog
