#pragma once

#include <span>

#include "absl/status/status.h"
#include "services/routing/domain/competence.h"
#include "services/routing/domain/directory.h"
#include "services/routing/domain/gazetteer.h"

namespace motcua::routing {

// InvalidArgument, naming the rule, when two rules share a name; when two deciding ones, or two
// delegations of one body, share a priority and may hold at once, since the answer would hang on
// their order; when a rule names the commune of a place that may be none; when a delegation has no
// beginning, end or body that delegates; when on some day of the two-tier government no rule
// without condition but level and place says who decides what communes or provinces do, who
// receives and who hands results out.
absl::Status CheckRules(std::span<const Rule> rules);

// InvalidArgument, naming the rule, when its area names a unit that is there on no day on which the
// rule holds, or when it decides by a listed agency and some place of its area has none.
absl::Status CheckRulesFit(std::span<const Rule> rules, const Gazetteer& gazetteer,
                           const Directory& directory);

}  // namespace motcua::routing
