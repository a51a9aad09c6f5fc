#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/intake/domain/dossier.h"

namespace motcua::intake {

// `dossier` with its only rating. Refused: a score outside 1 to 5 or an over-long comment
// (InvalidArgument), before the result was returned (FailedPrecondition NOT_YET_RETURNED), a second
// rating (AlreadyExists ALREADY_RATED). One for each dossier, by its owner: Decree 118/2025 Art
// 5(2) forbids unfair ratings.
absl::StatusOr<Dossier> Rate(Dossier dossier, int score, std::string comment, absl::Time now);

}  // namespace motcua::intake
