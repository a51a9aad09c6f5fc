#include "services/standalone/wiring.h"

#include <memory>

#include "libs/base/signals.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/host/check.h"
#include "libs/host/host.h"
#include "libs/host/readiness.h"
#include "libs/http/admin.h"
#include "libs/obs/log.h"
#include "services/gateway/wiring.h"
#include "services/intake/wiring.h"
#include "services/procedure-catalog/wiring.h"
#include "services/reporting/wiring.h"
#include "services/routing/wiring.h"

namespace motcua::standalone {
namespace {

absl::Status Of(const char* service, const absl::Status& status) {
  if (status.ok()) return status;
  return absl::Status(status.code(),
                      base::Cat(service, ".", std::string_view(std::string(status.message()))));
}

}  // namespace

absl::Status Check(const config::v1::Standalone& config) {
  RETURN_IF_ERROR(Of("procedure_catalog", catalog::Check(config.procedure_catalog())));
  RETURN_IF_ERROR(Of("routing", routing::Check(config.routing())));
  RETURN_IF_ERROR(Of("intake", intake::Check(config.intake())));
  if (config.intake().has_redis()) {
    return host::WrongField("intake.redis", "is for replicas, and here is one intake");
  }
  RETURN_IF_ERROR(Of("reporting", reporting::Check(config.reporting())));
  return Of("gateway", gateway::Check(config.gateway()));
}

absl::Status Serve(const config::v1::Standalone& config) {
  const base::SystemClock clock;
  base::RandomIds ids;
  obs::Metrics metrics;
  ASSIGN_OR_RETURN(const rpc::Seal seal,
                   rpc::Seal::Load(config.gateway().identity_seal().key_file()));
  const host::Host host = {clock, ids, metrics, seal};
  ASSIGN_OR_RETURN(auto catalog, catalog::App::Start(config.procedure_catalog(), host));
  ASSIGN_OR_RETURN(auto routing, routing::App::Start(config.routing(), host, catalog->InProcess()));
  ASSIGN_OR_RETURN(auto intake, intake::App::Start(config.intake(), host,
                                                   {catalog->InProcess(), routing->InProcess()}));
  routing->ConnectIntake(intake->InProcess());
  ASSIGN_OR_RETURN(auto reporting,
                   reporting::App::Start(config.reporting(), host, intake->InProcess()));
  ASSIGN_OR_RETURN(auto gateway,
                   gateway::App::Start(config.gateway(), host,
                                       {catalog->InProcess(), routing->InProcess(),
                                        intake->InProcess(), reporting->InProcess()}));
  host::Readiness readiness([&]() -> absl::Status {
    RETURN_IF_ERROR(Of("procedure_catalog", catalog->Ready()));
    RETURN_IF_ERROR(Of("routing", routing->Ready()));
    RETURN_IF_ERROR(Of("intake", intake->Ready()));
    return Of("reporting", reporting->Ready());
  });
  std::unique_ptr<http::Server> admin;
  if (!config.gateway().admin().listen().empty()) {
    ASSIGN_OR_RETURN(admin, http::StartAdmin(config.gateway().admin().listen(), metrics,
                                             [&readiness] { return readiness.Get(); }));
  }
  obs::Log(obs::Level::kInfo, "ready")
      .Int("port", gateway->port())
      .Int("admin_port", admin == nullptr ? 0 : admin->port())
      .Int("sync_port", intake->port());
  base::WaitForStop();
  obs::Log(obs::Level::kInfo, "draining");
  readiness.Drain();
  // The admin port stays to the end and says that the process drains.
  gateway.reset();
  reporting.reset();
  intake.reset();
  routing.reset();
  catalog.reset();
  return absl::OkStatus();
}

}  // namespace motcua::standalone
