#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "libs/sql/sqlite.h"

namespace motcua::catalog {

// Gives `db` the FTS5 function procedure_rank(table, gains, length, weight of column 0, weight of
// column 1, …): BM25 with the gains that PackGains made in the place of the frequencies that bm25()
// would count anew for every phrase of every query, which is most of its time. `length` is that of
// the row, 1 for one of average length. Below 0, the best first.
absl::Status AddRank(sql::Sqlite& db);

// The gain of each phrase of an expression, to be bound as a blob.
std::string PackGains(const std::vector<double>& gains);

}  // namespace motcua::catalog
