#include "libs/obs/fill.h"

namespace motcua::obs {

Fill::Fill(Metrics* metrics, const std::string& name, const std::string& help, double limit,
           const Labels& labels) {
  if (metrics != nullptr) gauge_ = &metrics->AddLevel(name, help, limit, labels);
}

}  // namespace motcua::obs
