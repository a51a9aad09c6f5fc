#pragma once

#include <functional>
#include <string>

#include "absl/time/time.h"
#include "motcua/sync/v1/sync.pb.h"
#include "services/intake/store/dossier_store.h"

namespace motcua::intake {

// Told how one pushed item ended: its acknowledgement, or a fault after which it must be sent
// again.
using Acknowledged = std::function<void(absl::StatusOr<motcua::sync::v1::Acknowledgement>)>;

// Submits one item that `province_code` pushed.
void SubmitProgress(DossierStore& store, const std::string& province_code,
                    const motcua::sync::v1::Progress& progress, absl::Time now,
                    Acknowledged acknowledged);

}  // namespace motcua::intake
