#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "libs/obs/metrics.h"

namespace motcua::rest {

// The metric `motcua_http_seconds{route,method,code}`. Its labels come from closed sets; a handle
// is looked up when its labels first occur, so that combinations that never occur cost nothing.
class Meter {
 public:
  // `patterns` are the values of `route`. Without `metrics` nothing is measured.
  Meter(obs::Metrics* metrics, std::vector<std::string> patterns);

  // `pattern` is an index in the patterns; behind the last: "unmatched".
  void Observe(size_t pattern, std::string_view method, int status, double seconds);
  std::string_view Name(size_t pattern) const;
  // `method` if HTTP knows it, else "other".
  static std::string_view Known(std::string_view method);

 private:
  static constexpr size_t kMethods = 8;
  static constexpr size_t kStatuses = 32;
  using Handles = std::array<std::atomic<obs::Histogram*>, kMethods * kStatuses>;

  obs::Metrics* const metrics_;
  const std::vector<std::string> patterns_;
  std::vector<std::unique_ptr<Handles>> handles_;
};

}  // namespace motcua::rest
