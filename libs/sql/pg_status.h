#pragma once

#include <libpq-fe.h>

#include "absl/status/status.h"

namespace motcua::sql {

// What a failed statement came to, by its SQLSTATE; the mapping is told in postgres.h. The text is
// PostgreSQL's primary message and the constraint's name: its details would show values of rows.
absl::Status PgStatus(const PGresult* result);

}  // namespace motcua::sql
