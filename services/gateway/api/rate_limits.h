#pragma once

#include <array>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/obs/metrics.h"
#include "libs/rest/route.h"
#include "libs/rest/visit.h"
#include "libs/rpc/seal.h"
#include "motcua/config/v1/services.pb.h"
#include "services/gateway/clients/usage.h"
#include "services/gateway/domain/client_address.h"

namespace motcua::gateway {

// What the configuration says, or the defaults that its comments promise. InvalidArgument names
// what is wrong, by field.
absl::StatusOr<Usage::Options> UsageOf(const config::v1::RateLimits& config);
absl::StatusOr<Proxies> ProxiesOf(const config::v1::TrustedProxies& config);

// Refuses what is over a client's quota: 429 with Retry-After. Answers to what is counted tell of
// the quota in RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers). Any thread.
class RateLimits {
 public:
  // What is given outlives this. `motcua_rate_limited_total{class}` goes to `metrics`.
  RateLimits(Usage& usage, Proxies proxies, const rpc::Seal& seal, obs::Metrics& metrics);

  // Whether the visit may go on; if not, it is answered. To be rest::DoorOptions::admit.
  bool Admit(const rest::Route& route, rest::Visit& visit);

 private:
  // Stands for who sent it, and tells nobody who that is.
  std::string ClientOf(const rest::Visit& visit) const;
  bool Refuse(QuotaClass of, const Standing& standing, rest::Visit& visit);

  Usage& usage_;
  const Proxies proxies_;
  const rpc::Seal& seal_;
  std::array<obs::Counter*, kQuotaClasses> refused_{};
};

}  // namespace motcua::gateway
