#include "services/routing/store/reference_tables.h"

#include <fstream>
#include <iterator>
#include <utility>

#include "libs/base/ids.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "services/routing/store/reference_rows.h"

namespace motcua::routing {
namespace {

// Counts the ways in which the tables have been read: a new one makes every fingerprint new.
constexpr int kReading = 3;

constexpr std::array<const char*, 7> kNames = {
    "units.tsv",    "successions.tsv", "province_successions.tsv", "provinces.tsv",
    "calendar.tsv", "competence.tsv",  "office_hours.tsv"};

absl::StatusOr<std::string> Slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(base::Cat(path, ": cannot be opened"));
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (file.bad()) return absl::NotFoundError(base::Cat(path, ": cannot be read"));
  return text;
}

}  // namespace

absl::StatusOr<ReferenceTables> ReferenceTables::Open(const std::string& folder) {
  static_assert(kNames.size() == kFiles);
  ReferenceTables tables;
  std::string hashes = base::Cat(kReading);
  for (size_t i = 0; i < kFiles; ++i) {
    ASSIGN_OR_RETURN(tables.texts_[i], Slurp(base::Cat(folder, "/", kNames[i])));
    hashes += base::Sha256Hex(tables.texts_[i]);
  }
  tables.fingerprint_ = base::Sha256Hex(hashes);
  return tables;
}

absl::StatusOr<Tables> ReferenceTables::Read() const {
  Tables tables;
  RETURN_IF_ERROR(ReadUnits(texts_[0], tables));
  RETURN_IF_ERROR(ReadSuccessions(kNames[1], texts_[1], tables));
  RETURN_IF_ERROR(ReadSuccessions(kNames[2], texts_[2], tables));
  RETURN_IF_ERROR(ReadProvinces(texts_[3], tables));
  RETURN_IF_ERROR(ReadCalendar(texts_[4], tables));
  RETURN_IF_ERROR(ReadCompetence(texts_[5], tables));
  RETURN_IF_ERROR(ReadOfficeHours(texts_[6], tables));
  return tables;
}

}  // namespace motcua::routing
