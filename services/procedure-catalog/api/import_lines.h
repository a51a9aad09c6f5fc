#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "libs/base/error.h"
#include "services/procedure-catalog/store/procedure_store.h"

namespace motcua::catalog {

// A line that may not come in.
struct RefusedLine {
  int number = 0;    // From 1.
  std::string code;  // As given; empty where it could not be read.
  std::vector<base::Violation> errors;
};

struct ReadLines {
  std::vector<Entry> entries;
  std::vector<RefusedLine> refused;  // The first 1,000.
  int refused_count = 0;             // All of them.
};

// Reads NDJSON, one procedure version a line. Blank lines are passed over. What is wrong with a
// line is told at once, up to 50 errors.
ReadLines ReadNdjson(std::string_view text);

}  // namespace motcua::catalog
