#include "services/routing/store/columns.h"

#include "libs/base/text.h"

namespace motcua::routing {

std::string TextOf(const std::optional<absl::CivilDay>& day) {
  return day ? base::FormatDate(*day) : std::string();
}

Period PeriodOf(const std::string& from, const std::string& to) {
  return {base::ParseDate(from), base::ParseDate(to)};
}

absl::Status NotOurs(const char* table, const std::string& key) {
  return absl::DataLossError(base::Cat(table, ": ", key, ": not a row of this program"));
}

}  // namespace motcua::routing
