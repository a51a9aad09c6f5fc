#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/intake/domain/dossier.h"

namespace motcua::intake {

// One step that a province took with a dossier: it took it in, or one of its authorities decides
// it.
struct Step {
  DossierStatus status = DossierStatus::kReceived;
  absl::Time time;
  std::string note;
};

// `dossier` after `step`, which `province_code` reports and `now` hears. Refused, with the reason:
// a dossier that another province took in and decides (PermissionDenied), a status that may not
// follow (FailedPrecondition), a time in the future or before the last step, a refusal or a stop
// without its ground (InvalidArgument).
absl::StatusOr<Dossier> Advance(Dossier dossier, const Step& step, const std::string& province_code,
                                absl::Time now);

}  // namespace motcua::intake
