#pragma once

#include <string_view>
#include <vector>

#include "services/routing/domain/reference.h"

namespace motcua::routing {

// How much of one table is another.
struct TableChange {
  std::string_view table;
  int rows = 0;  // That it has now.
  int added = 0;
  int removed = 0;  // A row of which something has changed is removed and added.
};

// One for each table, in the order of columns.h.
std::vector<TableChange> ChangesBetween(const Tables& before, const Tables& after);

bool AreNone(const std::vector<TableChange>& changes);

}  // namespace motcua::routing
