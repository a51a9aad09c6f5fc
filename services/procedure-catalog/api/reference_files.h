#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "services/procedure-catalog/domain/everyday_terms.h"
#include "services/procedure-catalog/domain/reform_totals.h"
#include "services/procedure-catalog/store/procedure_store.h"

namespace motcua::catalog {

// Imports the NDJSON file at `path` unless its very content was imported before, and says in the
// log how far it is. A line that is wrong is logged by its number and left out. FailedPrecondition
// when the file cannot be read.
absl::Status ImportFile(const std::string& path, const base::Clock& clock, ProcedureStore& store);

// The everyday terms in the table at `path`; none when that is empty. FailedPrecondition when the
// file cannot be read or is wrong.
absl::StatusOr<EverydayTerms> ReadEverydayTerms(const std::string& path);
// The same for what was published of the size of reforms.
absl::StatusOr<std::vector<ReformTotal>> ReadReformTotals(const std::string& path);

}  // namespace motcua::catalog
