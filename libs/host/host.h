#pragma once

#include "libs/base/clock.h"
#include "libs/base/ids.h"
#include "libs/obs/metrics.h"
#include "libs/rpc/seal.h"

namespace motcua::host {

// What a process gives to the services it runs. Outlives them.
struct Host {
  const base::Clock& clock;
  base::Ids& ids;
  obs::Metrics& metrics;
  const rpc::Seal& seal;
};

}  // namespace motcua::host
