#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/rpc/call.h"
#include "services/intake/domain/dossier.h"
#include "services/intake/domain/paper.h"
#include "services/intake/store/dossier_store.h"

namespace motcua::intake {

// Kind and subject of the caller; empty for nobody.
std::string OwnerOf(const rpc::Call& call);

// Unauthenticated SIGN_IN_REQUIRED for nobody.
absl::Status CheckSignedIn(const rpc::Call& call);

// PermissionDenied SERVICES_ONLY for all but this system's own services, which stand on the same
// address as the provinces' door.
absl::Status CheckService(const rpc::Call& call);

// OK for the dossier's owner and for whoever holds its tracking token. Everybody else hears
// NotFound, as of a dossier that is not there.
absl::Status CheckMayOpen(const Dossier& dossier, const rpc::Call& call,
                          const std::string& tracking_token);

// Under whose name keys of requests are kept: the caller's, or the token's where there is nobody.
std::string KeyHolder(const rpc::Call& call, const std::string& tracking_token);

// The key of one attempt; InvalidArgument when `request_id` is no key.
absl::StatusOr<RequestKey> KeyOf(std::string holder, const std::string& request_id,
                                 const std::string& body);

}  // namespace motcua::intake
