#pragma once

#include "tests/e2e/deployment.h"

namespace motcua::e2e {

// Every program's /metrics passes promtool, and shows the series that the README lists, above zero.
void CheckMetrics(const Deployment& on);

// A real Prometheus scrapes every program, and says that each is up.
void WatchWithPrometheus(const Deployment& on);

}  // namespace motcua::e2e
