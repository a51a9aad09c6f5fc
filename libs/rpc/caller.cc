#include "libs/rpc/caller.h"

#include "libs/base/error.h"

namespace motcua::rpc {

absl::Status CheckOfficer(const Call& call) {
  if (call.caller.kind() == common::v1::Identity::OFFICER) return absl::OkStatus();
  return base::Refusal(absl::StatusCode::kPermissionDenied, "OFFICERS_ONLY", "Chỉ dành cho cán bộ.",
                       "Only for officers.");
}

}  // namespace motcua::rpc
