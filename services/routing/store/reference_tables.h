#pragma once

#include <array>
#include <string>

#include "absl/status/statusor.h"
#include "services/routing/domain/reference.h"

namespace motcua::routing {

// The reference tables as files: `units.tsv`, `successions.tsv`, `province_successions.tsv`,
// `provinces.tsv`, `calendar.tsv`, `competence.tsv`, `office_hours.tsv`. Columns are found by their
// header; further ones are left alone.
class ReferenceTables {
 public:
  // Reads the files of `folder`. NotFound names the one that is missing.
  static absl::StatusOr<ReferenceTables> Open(const std::string& folder);

  // Another one as soon as a byte of a table, or the way it is read, is another.
  const std::string& fingerprint() const { return fingerprint_; }

  // The rows. InvalidArgument `FILE:LINE:COLUMN: …` for the first that is wrong.
  absl::StatusOr<Tables> Read() const;

 private:
  static constexpr size_t kFiles = 7;
  std::array<std::string, kFiles> texts_;
  std::string fingerprint_;
};

}  // namespace motcua::routing
