#pragma once

#include "absl/status/status.h"
#include "libs/rpc/call.h"

namespace motcua::rpc {

// PermissionDenied OFFICERS_ONLY for a caller who is no officer.
absl::Status CheckOfficer(const Call& call);

}  // namespace motcua::rpc
