#pragma once

#include "absl/status/status.h"

namespace motcua::intake {

// What every store says in the same words.
absl::Status DossierNotFound();
absl::Status PaperNotFound();
// FailedPrecondition IDEMPOTENCY_KEY_REUSED.
absl::Status KeyReused();

// Whether a refusal of the domain holds however often it is asked, as against a fault of the store.
bool IsForGood(const absl::Status& status);

}  // namespace motcua::intake
