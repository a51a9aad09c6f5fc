#include "libs/sql/pool_meter.h"

#include "libs/obs/fill.h"

namespace motcua::sql {
namespace {

obs::Gauge& GaugeOf(obs::Metrics& metrics, const std::string& store, const char* state) {
  return metrics.AddGauge("motcua_database_connections",
                          "Connections to the database by what they do.",
                          {{"store", store}, {"state", state}});
}

}  // namespace

PoolMeter::PoolMeter(const std::string& store, int limit, obs::Metrics& metrics)
    : busy_(GaugeOf(metrics, store, "busy")),
      idle_(GaugeOf(metrics, store, "idle")),
      waiting_(metrics.AddGauge("motcua_database_waiting", "Calls that wait for a connection.",
                                {{"store", store}})) {
  obs::TellLimit(metrics, "motcua_database_connections", limit, {{"store", store}});
}

void PoolMeter::Report(int busy, int idle, int waiting) {
  busy_.Set(busy);
  idle_.Set(idle);
  waiting_.Set(waiting);
}

}  // namespace motcua::sql
