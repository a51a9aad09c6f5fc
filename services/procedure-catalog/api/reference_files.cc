#include "services/procedure-catalog/api/reference_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <vector>

#include "libs/base/ids.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/obs/log.h"
#include "services/procedure-catalog/api/import_lines.h"

namespace motcua::catalog {
namespace {

// So many go in at once; after each group the log says how far it is.
constexpr size_t kGroup = 1000;

absl::StatusOr<std::string> ReadFile(const std::string& path, const char* field) {
  std::ostringstream content;
  std::error_code ignored;
  if (std::filesystem::is_regular_file(path, ignored)) {
    if (std::ifstream file(path, std::ios::binary); content << file.rdbuf()) return content.str();
  }
  return absl::FailedPreconditionError(base::Cat(field, ": cannot read ", path));
}

void LogRefused(const std::vector<RefusedLine>& lines) {
  for (const RefusedLine& line : lines) {
    obs::Log(obs::Level::kWarn, "procedure_refused")
        .Int("line", line.number)
        .Str("procedure", line.code)
        .Str("pointer", line.errors.front().pointer)
        .Str("code", line.errors.front().code)
        .Int("errors", static_cast<int64_t>(line.errors.size()));
  }
}

// What `parse` makes of a file; what it makes of nothing when there is none.
template <typename Parse>
auto ReadTable(const std::string& path, const char* field, Parse parse)
    -> decltype(parse(std::string_view())) {
  if (path.empty()) return parse(std::string_view());
  ASSIGN_OR_RETURN(const std::string table, ReadFile(path, field));
  auto parsed = parse(table);
  if (parsed.ok()) return parsed;
  return absl::FailedPreconditionError(
      base::Cat(field, ": ", path, ": ", std::string(parsed.status().message())));
}

}  // namespace

absl::Status ImportFile(const std::string& path, const base::Clock& clock, ProcedureStore& store) {
  ASSIGN_OR_RETURN(const std::string content, ReadFile(path, "reference_file"));
  const std::string sha256 = base::Sha256Hex(content);
  ASSIGN_OR_RETURN(const bool known, store.WasImported(sha256));
  if (known) return absl::OkStatus();
  const Lines<Entry> lines = ReadNdjson(content);
  LogRefused(lines.refused);
  int64_t imported = 0;
  for (auto at = lines.entries.begin(); at != lines.entries.end();) {
    const auto end = at + std::min<std::ptrdiff_t>(kGroup, lines.entries.end() - at);
    ASSIGN_OR_RETURN(const std::vector<bool> is_new, store.Add({at, end}, clock.Now(), false));
    imported += std::count(is_new.begin(), is_new.end(), true);
    at = end;
    obs::Log(obs::Level::kInfo, "procedures_importing")
        .Int("done", at - lines.entries.begin())
        .Int("of", static_cast<int64_t>(lines.entries.size()));
  }
  obs::Log(obs::Level::kInfo, "procedures_imported")
      .Int("imported", imported)
      .Int("unchanged", static_cast<int64_t>(lines.entries.size()) - imported)
      .Int("refused", lines.refused_count);
  return store.NoteImported(sha256);
}

absl::StatusOr<EverydayTerms> ReadEverydayTerms(const std::string& path) {
  return ReadTable(path, "everyday_terms_file", EverydayTerms::Parse);
}

absl::StatusOr<std::vector<ReformTotal>> ReadReformTotals(const std::string& path) {
  return ReadTable(path, "reform_totals_file", ParseReformTotals);
}

}  // namespace motcua::catalog
