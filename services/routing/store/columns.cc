#include "services/routing/store/columns.h"

#include "libs/base/text.h"

namespace motcua::routing {

std::string TextOf(const std::optional<absl::CivilDay>& day) {
  return day ? base::FormatDate(*day) : std::string();
}

std::string TextOf(const std::vector<std::string>& codes) {
  std::string text;
  for (const std::string& code : codes) text += base::Cat(text.empty() ? "" : " ", code);
  return text;
}

std::vector<std::string> CodesOf(std::string_view text) {
  std::vector<std::string> codes;
  while (!text.empty()) {
    const std::string_view code = base::TakeUntil(text, ' ');
    if (!code.empty()) codes.emplace_back(code);
  }
  return codes;
}

Period PeriodOf(const std::string& from, const std::string& to) {
  return {base::ParseDate(from), base::ParseDate(to)};
}

absl::Status NotOurs(const char* table, const std::string& key) {
  return absl::DataLossError(base::Cat(table, ": ", key, ": not a row of this program"));
}

}  // namespace motcua::routing
