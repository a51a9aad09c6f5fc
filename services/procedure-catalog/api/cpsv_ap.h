#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "services/procedure-catalog/domain/procedure.h"

namespace motcua::catalog {

// The procedures as public services of the European profile CPSV-AP 3.2.0: one JSON-LD document
// that needs no other. Nothing is in it that the records do not say.
//
// The profile wants to know who is competent. Where a record names no agency, that is whoever
// decides at its levels; where it has no levels either, or a generator made it, it is left out.
// Two members beside the graph, which are no part of it: `leftOut`, the codes of those, and `last`,
// the last code of the page, left out or not. Nothing when the document would have more than about
// `max_bytes`.
std::optional<std::string> CpsvApOf(const std::vector<Procedure>& procedures, size_t max_bytes);

}  // namespace motcua::catalog
