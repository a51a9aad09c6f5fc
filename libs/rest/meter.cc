#include "libs/rest/meter.h"

#include <algorithm>

#include "libs/base/text.h"

namespace motcua::rest {
namespace {

constexpr std::array<std::string_view, 8> kMethodNames = {"GET",    "HEAD",  "POST",    "PUT",
                                                          "DELETE", "PATCH", "OPTIONS", "other"};

constexpr std::array kCodes = {200, 201, 204, 304, 400, 401, 403, 404, 405, 408, 409, 412,
                               413, 415, 422, 428, 429, 431, 499, 500, 501, 503, 504, 507};

size_t MethodIndex(std::string_view method) {
  const auto at = std::ranges::find(kMethodNames, method);
  return std::min<size_t>(static_cast<size_t>(at - kMethodNames.begin()), kMethodNames.size() - 1);
}

size_t CodeIndex(int status) {
  return static_cast<size_t>(std::ranges::find(kCodes, status) - kCodes.begin());
}

}  // namespace

Meter::Meter(obs::Metrics* metrics, std::vector<std::string> patterns)
    : metrics_(metrics), patterns_(std::move(patterns)) {
  static_assert(kMethodNames.size() == kMethods && kCodes.size() < kStatuses);
  for (size_t i = 0; i <= patterns_.size(); ++i) handles_.push_back(std::make_unique<Handles>());
}

std::string_view Meter::Name(size_t pattern) const {
  return pattern < patterns_.size() ? std::string_view(patterns_[pattern]) : "unmatched";
}

std::string_view Meter::Known(std::string_view method) {
  return kMethodNames[MethodIndex(method)];
}

void Meter::Observe(size_t pattern, std::string_view method, int status, double seconds) {
  if (metrics_ == nullptr) return;
  const size_t code = CodeIndex(status);
  const size_t verb = MethodIndex(method);
  std::atomic<obs::Histogram*>& handle =
      (*handles_[std::min(pattern, patterns_.size())])[verb * kStatuses + code];
  obs::Histogram* histogram = handle.load(std::memory_order_acquire);
  if (histogram == nullptr) {
    histogram =
        &metrics_->AddSeconds("motcua_http_seconds", "Time from a request to its answer",
                              {{"route", std::string(Name(pattern))},
                               {"method", std::string(kMethodNames[verb])},
                               {"code", code < kCodes.size() ? base::Cat(status) : "other"}});
    handle.store(histogram, std::memory_order_release);
  }
  histogram->Observe(seconds);
}

}  // namespace motcua::rest
