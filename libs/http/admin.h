#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/http/server.h"
#include "libs/obs/metrics.h"

namespace motcua::http {

// The operations team's door: GET /metrics (Prometheus text), /healthz (200 while the process
// lives), /readyz (200, or 503 with the reason while `ready` is not OK). `ready` must not block.
absl::StatusOr<std::unique_ptr<Server>> StartAdmin(const std::string& listen, obs::Metrics& metrics,
                                                   std::function<absl::Status()> ready);

}  // namespace motcua::http
