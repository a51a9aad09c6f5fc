#pragma once

#include <vector>

#include "libs/sql/pg_values.h"

namespace motcua::catalog {

// The parameters of a statement.
template <typename... Values>
sql::PgParams With(const Values&... values) {
  sql::PgParams params;
  (params.Add(values), ...);
  return params;
}

// All rows, each as `read` gives it.
template <typename Read>
auto ReadAll(const sql::PgResult& rows, Read read) {
  std::vector<decltype(read(rows[0]))> all;
  for (int i = 0; i < rows.size(); ++i) all.push_back(read(rows[i]));
  return all;
}

}  // namespace motcua::catalog
