#include "services/gateway/wiring.h"

#include <limits>
#include <optional>
#include <tuple>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/host/check.h"
#include "libs/host/serve.h"
#include "libs/rest/problem.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/server.h"
#include "motcua/catalog/v1/catalog.rest.h"
#include "motcua/catalog/v1/decentralisation.rest.h"
#include "motcua/catalog/v1/desks.rest.h"
#include "motcua/catalog/v1/guidance.rest.h"
#include "motcua/catalog/v1/local_codes.rest.h"
#include "motcua/catalog/v1/output.rest.h"
#include "motcua/catalog/v1/publication.rest.h"
#include "motcua/intake/v1/intake.rest.h"
#include "motcua/intake/v1/lifecycle.rest.h"
#include "motcua/reporting/v1/reporting.rest.h"
#include "motcua/routing/v1/agencies.rest.h"
#include "motcua/routing/v1/places.rest.h"
#include "motcua/routing/v1/plans.rest.h"
#include "motcua/routing/v1/reference.rest.h"
#include "motcua/routing/v1/routes.rest.h"
#include "motcua/routing/v1/routing.rest.h"
#include "services/gateway/api/authentication.h"
#include "services/gateway/api/pages.h"
#include "services/gateway/domain/body_limits.h"

namespace motcua::gateway {
namespace {

// A body travels to its service as a field of one message: that has to have room for the rest.
constexpr int64_t kMaxBodyBytes = rpc::kMaxMessageBytes - (1 << 20);
// With the calls of a gateway they have room on one connection to a service (rpc::Server).
constexpr int64_t kMaxEventStreams = 10'000;
constexpr char kDefaultListen[] = "127.0.0.1:8080";

BodyLimits BodyLimitsOf(const config::v1::Http& config) {
  BodyLimits limits;
  if (config.max_json_bytes() > 0) limits.json = config.max_json_bytes();
  if (config.max_paper_bytes() > 0) limits.paper = config.max_paper_bytes();
  if (config.max_import_bytes() > 0) limits.import = config.max_import_bytes();
  return limits;
}

http::ServerOptions ServerOptionsOf(const config::v1::Http& config, obs::Metrics& metrics) {
  http::ServerOptions options;
  options.listen = config.listen().empty() ? kDefaultListen : config.listen();
  options.threads = config.threads();
  options.reuse_port = config.reuse_port();
  if (config.max_connections() > 0) options.limits.max_connections = config.max_connections();
  if (config.max_in_flight() > 0) options.limits.max_in_flight = config.max_in_flight();
  options.body_limit = [limits = BodyLimitsOf(config)](std::string_view method,
                                                       std::string_view path) {
    return limits.For(method, path);
  };
  options.refuse = rest::ServerRefusal;
  options.metrics = &metrics;
  return options;
}

absl::StatusOr<rest::Router> Routes(Backends& backends) {
  rest::RouterBuilder routes;
  catalog::v1::AddCatalogServiceRoutes(backends.catalog(), routes);
  catalog::v1::AddGuidanceServiceRoutes(backends.guidance(), routes);
  catalog::v1::AddPublicationServiceRoutes(backends.publication(), routes);
  catalog::v1::AddOutputServiceRoutes(backends.output(), routes);
  catalog::v1::AddDecentralisationServiceRoutes(backends.decentralisation(), routes);
  catalog::v1::AddLocalCodeServiceRoutes(backends.local_codes(), routes);
  catalog::v1::AddDeskServiceRoutes(backends.desks(), routes);
  routing::v1::AddRoutingServiceRoutes(backends.routing(), routes);
  routing::v1::AddPlaceServiceRoutes(backends.places(), routes);
  routing::v1::AddReferenceServiceRoutes(backends.reference(), routes);
  routing::v1::AddRouteServiceRoutes(backends.routes(), routes);
  routing::v1::AddAgencyServiceRoutes(backends.agencies(), routes);
  routing::v1::AddPlanServiceRoutes(backends.plans(), routes);
  intake::v1::AddIntakeServiceRoutes(backends.intake(), routes);
  intake::v1::AddLifecycleServiceRoutes(backends.lifecycle(), routes);
  reporting::v1::AddReportingServiceRoutes(backends.reporting(), routes);
  return routes.Build();
}

absl::Duration FreshOf(const config::v1::Cache& config) {
  return rpc::DurationOr(config.has_fresh(), config.fresh(), absl::Seconds(5));
}

absl::Duration CallTimeoutOf(const config::v1::Http& config) {
  return rpc::DurationOr(config.has_call_timeout(), config.call_timeout(), absl::Seconds(5));
}

rest::AnswerCache::Options CacheOf(const config::v1::Cache& config, obs::Metrics& metrics,
                                   rest::SharedAnswers* shared) {
  rest::AnswerCache::Options options;
  if (config.max_bytes() > 0) options.max_bytes = static_cast<size_t>(config.max_bytes());
  options.fresh = FreshOf(config);
  options.shared = shared;
  options.metrics = &metrics;
  return options;
}

rpc::BulkLimits BulkLimitsOf(const config::v1::Bulk& config) {
  rpc::BulkLimits limits;
  if (config.max_batch() > 0) limits.max_batch = config.max_batch();
  if (config.max_in_flight() > 0) limits.max_in_flight = config.max_in_flight();
  if (config.max_waiting() > 0) limits.max_waiting = static_cast<size_t>(config.max_waiting());
  return limits;
}

absl::Duration DrainOf(const config::v1::Http& config) {
  return rpc::DurationOr(config.has_drain(), config.drain(), absl::Seconds(10));
}

}  // namespace

absl::StatusOr<std::unique_ptr<App>> App::Start(const config::v1::Gateway& config,
                                                const host::Host& host, const Peers& peers) {
  auto app = std::unique_ptr<App>(new App(config, host, peers));
  RETURN_IF_ERROR(app->Open(host));
  return app;
}

absl::Status App::Open(const host::Host& host) {
  RETURN_IF_ERROR(ConnectRedis(host.metrics));
  RETURN_IF_ERROR(LimitRates(host));
  ASSIGN_OR_RETURN(rest::Router routes, Routes(backends_));
  rest::DoorOptions options;
  options.clock = &host.clock;
  options.ids = &host.ids;
  options.seal = &host.seal;
  options.authenticate = [this](const http::Request& request) {
    return Authenticate(config_, request);
  };
  options.admit = [this](const rest::Route& route, rest::Visit& visit) {
    return limits_->Admit(route, visit);
  };
  options.call_timeout = CallTimeoutOf(config_.http());
  if (config_.http().max_event_streams() > 0) {
    options.max_streams = config_.http().max_event_streams();
  }
  options.pages = Pages();
  options.metrics = &host.metrics;
  if (!config_.cache().off()) {
    options.cache = CacheOf(config_.cache(), host.metrics, shared_.get());
  }
  options.bulk_limits = BulkLimitsOf(config_.bulk());
  door_ = std::make_unique<rest::Door>(std::move(routes), std::move(options));
  {
    const std::lock_guard lock(mutex_);
    cache_ = door_->cache();
  }
  ASSIGN_OR_RETURN(server_, http::Server::Start(ServerOptionsOf(config_.http(), host.metrics),
                                                [this](http::ExchangePtr exchange) {
                                                  door_->Handle(std::move(exchange));
                                                }));
  return absl::OkStatus();
}

absl::Status App::ConnectRedis(obs::Metrics& metrics) {
  if (!config_.has_redis()) return absl::OkStatus();
  redis::ClientOptions client;
  client.nodes = {config_.redis().nodes().begin(), config_.redis().nodes().end()};
  client.metrics = &metrics;
  ASSIGN_OR_RETURN(redis_, redis::Client::Start(client));
  RedisAnswers::Options options;
  options.nodes = client.nodes;
  options.ttl = 2 * FreshOf(config_.cache());
  const auto forget = [this](const std::optional<std::string>& service) {
    const std::lock_guard lock(mutex_);
    if (cache_ == nullptr) return;
    if (!service) return cache_->ForgetAll();
    cache_->Forget(*service, false);
  };
  ASSIGN_OR_RETURN(shared_, RedisAnswers::Start(options, *redis_, metrics, forget));
  return absl::OkStatus();
}

absl::Status App::LimitRates(const host::Host& host) {
  const config::v1::RateLimits& config = config_.rate_limits();
  ASSIGN_OR_RETURN(const Usage::Options options, UsageOf(config));
  ASSIGN_OR_RETURN(Proxies proxies, ProxiesOf(config.trusted_proxies()));
  usage_ = std::make_unique<Usage>(options, host.clock, host.metrics, redis_.get());
  limits_ = std::make_unique<RateLimits>(*usage_, std::move(proxies), host.seal, host.metrics);
  return absl::OkStatus();
}

App::~App() {
  if (server_ != nullptr) server_->Drain(DrainOf(config_.http()));
  server_.reset();
  {
    const std::lock_guard lock(mutex_);
    cache_ = nullptr;
  }
  door_.reset();  // Before what it shares.
}

absl::Status Check(const config::v1::Gateway& config) {
  constexpr int64_t kNoLimit = std::numeric_limits<int64_t>::max();
  const config::v1::Http& http = config.http();
  const std::tuple<const char*, int64_t, int64_t> sizes[] = {
      {"http.threads", http.threads(), kNoLimit},
      {"http.max_connections", http.max_connections(), kNoLimit},
      {"http.max_in_flight", http.max_in_flight(), kNoLimit},
      {"http.max_event_streams", http.max_event_streams(), kMaxEventStreams},
      {"http.max_json_bytes", http.max_json_bytes(), kMaxBodyBytes},
      {"http.max_paper_bytes", http.max_paper_bytes(), kMaxBodyBytes},
      {"http.max_import_bytes", http.max_import_bytes(), kMaxBodyBytes},
      {"cache.max_bytes", config.cache().max_bytes(), kNoLimit},
      {"bulk.max_batch", config.bulk().max_batch(), rpc::kMaxBulk},
      {"bulk.max_in_flight", config.bulk().max_in_flight(), kNoLimit},
      {"bulk.max_waiting", config.bulk().max_waiting(), kNoLimit},
  };
  for (const auto& [field, value, limit] : sizes) {
    if (value < 0) return host::WrongField(field, "must not be negative");
    if (value > limit) return host::WrongField(field, base::Cat("must not be above ", limit));
  }
  if (FreshOf(config.cache()) <= absl::ZeroDuration()) {
    return host::WrongField("cache.fresh", "must be above 0");
  }
  if (config.has_redis() && config.redis().nodes().empty()) {
    return host::WrongField("redis.nodes", "must be given");
  }
  if (http.has_call_timeout() && CallTimeoutOf(http) <= absl::ZeroDuration()) {
    return host::WrongField("http.call_timeout", "must be above 0");
  }
  RETURN_IF_ERROR(UsageOf(config.rate_limits()).status());
  return ProxiesOf(config.rate_limits().trusted_proxies()).status();
}

absl::Status CheckProgram(const config::v1::Gateway& config) {
  RETURN_IF_ERROR(Check(config));
  return host::CheckGiven({{"identity_seal.key_file", config.identity_seal().key_file()},
                           {"procedure_catalog", config.procedure_catalog()},
                           {"routing", config.routing()},
                           {"intake", config.intake()},
                           {"reporting", config.reporting()}});
}

absl::Status Serve(const config::v1::Gateway& config) {
  return host::Serve(config, [&config](const host::Host& host) {
    return App::Start(config, host,
                      {rpc::Connect(config.procedure_catalog()), rpc::Connect(config.routing()),
                       rpc::Connect(config.intake()), rpc::Connect(config.reporting())});
  });
}

}  // namespace motcua::gateway
