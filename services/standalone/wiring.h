#pragma once

#include "absl/status/status.h"
#include "motcua/config/v1/services.pb.h"

namespace motcua::standalone {

// What is wrong with the configuration, by service and field.
absl::Status Check(const config::v1::Standalone& config);

// Runs all five services in this process, over channels that stay within it, until told to stop.
absl::Status Serve(const config::v1::Standalone& config);

}  // namespace motcua::standalone
