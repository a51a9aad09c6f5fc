#include "services/gateway/api/rate_limits.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/rest/problem.h"
#include "libs/rpc/server.h"

namespace motcua::gateway {
namespace {

using Headers = std::vector<http::Header>;

absl::Status Wrong(std::string_view field, std::string_view why) {
  return absl::InvalidArgumentError(base::Cat("rate_limits.", field, ": ", why));
}

absl::Status Read(const char* field, bool is_given, const config::v1::Quota& config, Quota* quota) {
  if (!is_given) return absl::OkStatus();
  quota->limit = config.limit();
  quota->window = rpc::DurationOr(config.has_window(), config.window(), absl::Seconds(10));
  if (quota->limit < 0) return Wrong(base::Cat(field, ".limit"), "must not be negative");
  if (quota->window < absl::Seconds(1) || quota->window > absl::Hours(24) ||
      absl::Trunc(quota->window, absl::Seconds(1)) != quota->window) {
    return Wrong(base::Cat(field, ".window"), "must be whole seconds, 1 to 86400");
  }
  return absl::OkStatus();
}

// Of a refused client what is left is nothing, for so many seconds at least.
int64_t SecondsOf(absl::Duration renewal) {
  return std::max<int64_t>(absl::ToInt64Seconds(absl::Ceil(renewal, absl::Seconds(1))), 1);
}

absl::Status Refusal(QuotaClass of, int64_t seconds) {
  base::Problem problem;
  problem.reason = "QUOTA_EXHAUSTED";
  problem.retry_after_seconds = static_cast<int>(seconds);
  if (of == QuotaClass::kTracking) {
    problem.reason = "TOO_MANY_UNKNOWN_CODES";
    problem.message =
        "Bạn đã tra cứu quá nhiều mã hồ sơ không tồn tại. "
        "Hãy xem lại mã trên giấy tiếp nhận và thử lại sau.";
    problem.message_en =
        "You have tracked too many dossier codes that do not exist. "
        "Check the code on your receipt and try again later.";
  }
  return base::WithProblem(absl::ResourceExhaustedError("over the client's quota"), problem);
}

void Tell(QuotaClass of, const Quota& quota, const Standing& standing, Headers& headers) {
  headers.push_back({"RateLimit-Policy", base::Cat("\"", NameOf(of), "\";q=", quota.limit,
                                                   ";w=", SecondsOf(quota.window))});
  headers.push_back({"RateLimit", base::Cat("\"", NameOf(of), "\";r=", standing.left,
                                            ";t=", SecondsOf(standing.renewal))});
}

}  // namespace

absl::StatusOr<Usage::Options> UsageOf(const config::v1::RateLimits& config) {
  Usage::Options options;
  auto& [browse, tracking, submit] = options.quotas;
  tracking = {60, absl::Seconds(60)};
  submit = {100'000, absl::Seconds(10)};
  RETURN_IF_ERROR(Read("browse", config.has_browse(), config.browse(), &browse));
  RETURN_IF_ERROR(
      Read("tracking_misses", config.has_tracking_misses(), config.tracking_misses(), &tracking));
  RETURN_IF_ERROR(Read("submit", config.has_submit(), config.submit(), &submit));
  if (config.max_clients() < 0) return Wrong("max_clients", "must not be negative");
  if (config.max_clients() > 0) options.max_clients = static_cast<size_t>(config.max_clients());
  return options;
}

absl::StatusOr<Proxies> ProxiesOf(const config::v1::TrustedProxies& config) {
  Proxies proxies;
  proxies.is_forwarded = config.use_forwarded();
  for (const std::string& text : config.networks()) {
    const std::optional<Network> network = Network::Read(text);
    if (!network) {
      return Wrong("trusted_proxies.networks",
                   base::Cat("\"", text, "\" is neither an address nor a network"));
    }
    proxies.trusted.push_back(*network);
  }
  return proxies;
}

RateLimits::RateLimits(Usage& usage, Proxies proxies, const rpc::Seal& seal, obs::Metrics& metrics)
    : usage_(usage), proxies_(std::move(proxies)), seal_(seal) {
  for (int i = 0; i < kQuotaClasses; ++i) {
    refused_[i] = &metrics.AddCounter("motcua_rate_limited_total",
                                      "Calls that were refused since a client's quota was used up.",
                                      {{"class", std::string(NameOf(static_cast<QuotaClass>(i)))}});
  }
}

std::string RateLimits::ClientOf(const rest::Visit& visit) const {
  const common::v1::Identity& caller = visit.call().caller;
  if (!caller.subject().empty()) {
    return seal_.Pseudonym(base::Cat("subject\n", caller.issuer(), "\n", caller.subject()));
  }
  const std::optional<Address> peer = ReadAddress(visit.request().peer());
  if (!peer) return seal_.Pseudonym("nobody");
  if (proxies_.trusted.empty()) return seal_.Pseudonym(base::Cat("address\n", ClientPart(*peer)));
  const Address client = proxies_.Behind(*peer, visit.request().header_lines(proxies_.header()));
  return seal_.Pseudonym(base::Cat("address\n", ClientPart(client)));
}

bool RateLimits::Admit(const rest::Route& route, rest::Visit& visit) {
  const QuotaClass of = ClassOf(route.method, route.pattern);
  if (usage_.quota(of).limit == 0) return true;
  std::string client = ClientOf(visit);
  if (of != QuotaClass::kTracking) {
    Standing standing = usage_.Take(of, client);
    if (standing.left == 0) return Refuse(of, standing, visit);
    --standing.left;
    visit.AddOnAnswer([this, of, standing](http::Response& response) {
      Tell(of, usage_.quota(of), standing, response.headers);
    });
    return true;
  }
  // Until it is answered it may be a miss: who asks for thousands at once gets no more than others.
  const Standing standing = usage_.Hold(of, client);
  if (standing.is_held) {
    visit.Refuse(base::Overloaded("too many codes of one client are being looked for"));
    return false;
  }
  if (standing.left == 0) return Refuse(of, standing, visit);
  visit.AddOnAnswer([this, of, client = std::move(client)](http::Response& response) {
    const bool is_miss = response.status == 404;
    Tell(of, usage_.quota(of), usage_.Settle(of, client, is_miss), response.headers);
  });
  return true;
}

bool RateLimits::Refuse(QuotaClass of, const Standing& standing, rest::Visit& visit) {
  refused_[static_cast<size_t>(of)]->Add();
  http::Response response =
      rest::ProblemOf(Refusal(of, SecondsOf(standing.renewal)), visit.call().trace.trace_id);
  Tell(of, usage_.quota(of), standing, response.headers);
  visit.Respond(std::move(response));
  return false;
}

}  // namespace motcua::gateway
