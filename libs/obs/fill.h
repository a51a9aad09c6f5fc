#pragma once

#include <concepts>
#include <string>

#include "libs/obs/metrics.h"

namespace motcua::obs {

// Tells how much there may be of `name`: the gauge `name_limit`. Of a level that is told in parts
// (by state) there is one limit for all of them, without the label that tells them apart.
void TellLimit(Metrics& metrics, const std::string& name, double limit, const Labels& labels = {});

// How much is in use of something that is bounded: the gauge `name`, beside `name_limit` with the
// same labels. Any thread.
class Fill {
 public:
  Fill() = default;  // Tells nobody.
  // `metrics`, which outlives this, may be null: as above.
  Fill(Metrics* metrics, const std::string& name, const std::string& help, std::integral auto limit,
       const Labels& labels = {})
      : Fill(metrics, name, help, static_cast<double>(limit), labels) {}

  void Set(std::integral auto value) const {
    if (gauge_ != nullptr) gauge_->Set(static_cast<double>(value));
  }
  void Add(int amount) const {
    if (gauge_ != nullptr) gauge_->Add(amount);
  }

 private:
  Fill(Metrics* metrics, const std::string& name, const std::string& help, double limit,
       const Labels& labels);

  Gauge* gauge_ = nullptr;
};

}  // namespace motcua::obs
