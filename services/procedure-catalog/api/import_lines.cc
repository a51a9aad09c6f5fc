#include "services/procedure-catalog/api/import_lines.h"

#include <algorithm>
#include <utility>

#include "libs/rest/json_reader.h"
#include "motcua/catalog/v1/catalog.json.h"
#include "services/procedure-catalog/api/convert.h"

namespace motcua::catalog {
namespace {

void ReadLine(std::string_view line, int number, ReadLines& out) {
  v1::Procedure procedure;
  rest::JsonReader reader(line);
  ReadJson(reader, &procedure);
  (void)reader.Finish();
  std::vector<base::Violation> errors = reader.TakeViolations();
  if (errors.empty()) errors = FaultsOf(FromProto(procedure));
  if (errors.empty()) {
    out.entries.push_back(EntryOf(procedure));
  } else {
    out.refused.push_back({number, procedure.code(), std::move(errors)});
  }
}

}  // namespace

ReadLines ReadNdjson(std::string_view text) {
  ReadLines out;
  for (int number = 1; !text.empty(); ++number) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) ReadLine(line, number, out);
  }
  return out;
}

}  // namespace motcua::catalog
