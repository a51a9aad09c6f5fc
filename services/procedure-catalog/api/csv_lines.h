#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "motcua/catalog/v1/procedure.pb.h"

namespace motcua::catalog {

// A table (RFC 4180, UTF-8) as lines of NDJSON, so that it is held against the same rules: the line
// of the columns becomes a blank one, each record one line. Columns: code, name, levels, field,
// agencies, promulgator, decision, state, service_level, valid_from, valid_to, results,
// across_provinces, source, certainty; several values of a column are parted by `; `, empty ones
// are not given. InvalidArgument on `content`, naming the record, when it is no such table.
absl::StatusOr<std::string> NdjsonOfCsv(std::string_view csv);

// Whether the first record names this column.
bool HasColumn(std::string_view csv, std::string_view name);

// What a record of a table changes in `known`: its columns, where they say something; all that a
// table has no column for stays. `has_across`: it has a column across_provinces.
v1::Procedure Overlay(v1::Procedure known, const v1::Procedure& row, bool has_across);

}  // namespace motcua::catalog
