#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "libs/obs/metrics.h"
#include "services/procedure-catalog/domain/everyday_terms.h"
#include "services/procedure-catalog/store/procedure_store.h"

namespace motcua::catalog {

struct PostgresOptions {
  std::string conninfo;  // As libpq takes it.
  int max_connections = 8;
  // Reads a record again from its content, which the store does not understand.
  std::function<absl::StatusOr<Procedure>(std::string_view content)> read;
  EverydayTerms terms;  // That searches understand.
};

// Opens the store in a PostgreSQL database of its own, which several replicas may share, and brings
// its schema up to date. The truth is there: the records in the order in which they came in. What
// is searched is an index of this process, made from them at the start and kept up with them; while
// the database is away it goes on answering.
absl::StatusOr<std::unique_ptr<ProcedureStore>> OpenPostgresStore(PostgresOptions options,
                                                                  obs::Metrics& metrics);

}  // namespace motcua::catalog
