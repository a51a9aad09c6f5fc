#pragma once

#include <string>

#include "libs/obs/metrics.h"

namespace motcua::obs {

// How much is in use of something that is bounded: the gauge `name`, and the gauge `name_limit`
// with the same labels. A level that is told in parts (by state) has one limit for all parts,
// without the label that tells them apart. Any thread.
class Fill {
 public:
  Fill() = default;  // Tells nobody.
  // `metrics`, which outlives this, may be null: as above.
  Fill(Metrics* metrics, const std::string& name, const std::string& help, double limit,
       const Labels& labels = {});

  void Set(double value) const {
    if (gauge_ != nullptr) gauge_->Set(value);
  }
  void Add(double amount) const {
    if (gauge_ != nullptr) gauge_->Add(amount);
  }

 private:
  Gauge* gauge_ = nullptr;
};

}  // namespace motcua::obs
