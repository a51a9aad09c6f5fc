#pragma once

#include "absl/status/statusor.h"
#include "libs/http/message.h"
#include "motcua/common/v1/identity.pb.h"
#include "motcua/config/v1/services.pb.h"

namespace motcua::gateway {

// Who sends `request`, by the identity source of `config`. Nobody without an Authorization header;
// Unauthenticated when there is one that no source vouches for.
absl::StatusOr<common::v1::Identity> Authenticate(const config::v1::Gateway& config,
                                                  const http::Request& request);

}  // namespace motcua::gateway
