#pragma once

#include <string>

#include "libs/obs/metrics.h"

namespace motcua::sql {

// Tells how a store's connections are used: `motcua_database_connections{store,state}` with the
// states busy and idle, `motcua_database_connections_limit{store}` and
// `motcua_database_waiting{store}`.
class PoolMeter {
 public:
  PoolMeter(const std::string& store, int limit, obs::Metrics& metrics);

  void Report(int busy, int idle, int waiting);

 private:
  obs::Gauge& busy_;
  obs::Gauge& idle_;
  obs::Gauge& waiting_;
};

}  // namespace motcua::sql
