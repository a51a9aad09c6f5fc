#pragma once

#include <map>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/routing/domain/reference.h"

namespace motcua::routing {

// Reference tables as files: `units.tsv`, `successions.tsv`, `province_successions.tsv`,
// `provinces.tsv`, `calendar.tsv`, `competence.tsv`, `agencies.tsv`, `office_hours.tsv`; all of
// them, or some. Columns are found by their header; further ones are left alone.
class ReferenceTables {
 public:
  using Texts = std::map<std::string, std::string, std::less<>>;

  // Reads the files of `folder`. NotFound names the one that is missing.
  static absl::StatusOr<ReferenceTables> Open(const std::string& folder);
  // What the texts say, by the name of the file. InvalidArgument when a name is none of the above,
  // or when of the first three, which speak of one another, one is missing.
  static absl::StatusOr<ReferenceTables> Of(Texts texts);

  // A line `NAME HASH` for each, another one as soon as a byte of the file, or the way it is read,
  // is another.
  std::string fingerprint() const;
  // Leaves out what `fingerprint`, of other files, has as well.
  void LeaveOut(std::string_view fingerprint);
  bool empty() const { return texts_.empty(); }

  // Puts the rows of the files in the place of those that `tables` has of them. InvalidArgument
  // `FILE:LINE:COLUMN: …` for the first that is wrong.
  absl::Status ReadInto(Tables& tables) const;

 private:
  explicit ReferenceTables(Texts texts) : texts_(std::move(texts)) {}
  bool Has(std::string_view name) const { return texts_.contains(name); }

  Texts texts_;
};

}  // namespace motcua::routing
