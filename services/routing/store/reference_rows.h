#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "services/routing/domain/reference.h"

namespace motcua::routing {

// Reads one table each and adds its rows to `tables`. InvalidArgument `FILE:LINE:COLUMN: …`.
absl::Status ReadUnits(std::string_view text, Tables& tables);
absl::Status ReadProvinces(std::string_view text, Tables& tables);
absl::Status ReadCalendar(std::string_view text, Tables& tables);
absl::Status ReadOfficeHours(std::string_view text, Tables& tables);
absl::Status ReadCompetence(std::string_view text, Tables& tables);
absl::Status ReadAgencies(std::string_view text, Tables& tables);
// `file` is one of the two tables of successions. After the units: a row whose old unit had no code
// of its own, but was a district without communes, speaks of that district.
absl::Status ReadSuccessions(std::string_view file, std::string_view text, Tables& tables);

}  // namespace motcua::routing
