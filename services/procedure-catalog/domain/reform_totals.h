#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/procedure-catalog/domain/competence_change.h"

namespace motcua::catalog {

// What was published of the size of a reform.
struct ReformTotal {
  ChangeKind kind = ChangeKind::kNone;
  std::string effective_date;  // `YYYY-MM-DD`.
  int total = 0;
  std::string source;     // In words that lead a reader to it.
  std::string certainty;  // How far it can be relied on: REPORTED, UNVERIFIED.
};

// Reads a table with tabs between kind (CENTRAL_TO_LOCAL …), day, total, source and certainty. The
// first line names the columns; lines that begin with # and empty ones say nothing. InvalidArgument
// names the line that is wrong, also one that says twice how many there were.
absl::StatusOr<std::vector<ReformTotal>> ParseReformTotals(std::string_view table);

}  // namespace motcua::catalog
