#include "libs/obs/fill.h"

namespace motcua::obs {

void TellLimit(Metrics& metrics, const std::string& name, double limit, const Labels& labels) {
  metrics.AddGauge(name + "_limit", "The limit of " + name + ".", labels).Set(limit);
}

Fill::Fill(Metrics* metrics, const std::string& name, const std::string& help, double limit,
           const Labels& labels) {
  if (metrics == nullptr) return;
  TellLimit(*metrics, name, limit, labels);
  gauge_ = &metrics->AddGauge(name, help, labels);
}

}  // namespace motcua::obs
