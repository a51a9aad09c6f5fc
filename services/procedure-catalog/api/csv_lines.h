#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace motcua::catalog {

// A table (RFC 4180, UTF-8) as lines of NDJSON, so that it is held against the same rules: the line
// of the columns becomes a blank one, each record one line. Columns: code, name, levels, field,
// agencies, promulgator, decision, state, service_level, valid_from, valid_to, results,
// across_provinces, source, certainty; several values of a column are parted by `; `, empty ones
// are not given. InvalidArgument on `content`, naming the record, when it is no such table.
absl::StatusOr<std::string> NdjsonOfCsv(std::string_view csv);

}  // namespace motcua::catalog
