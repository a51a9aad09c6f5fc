#include "services/gateway/clients/backends.h"

#include <string>

namespace motcua::gateway {
namespace {

void Watch(const std::shared_ptr<grpc::Channel>& channel, const std::string& name,
           obs::Metrics& metrics) {
  obs::Gauge& up = metrics.AddGauge("motcua_backend_up",
                                    "1 while the service behind the gateway can be reached.",
                                    {{"backend", name}});
  metrics.OnScrape([channel, &up] {
    const grpc_connectivity_state state = channel->GetState(true);
    // A channel within the process has no connection, and says that it is shut down.
    const bool down = state == GRPC_CHANNEL_TRANSIENT_FAILURE || state == GRPC_CHANNEL_CONNECTING;
    up.Set(down ? 0 : 1);
  });
}

}  // namespace

Backends::Backends(const Peers& peers, obs::Metrics& metrics)
    : catalog_(catalog::v1::CatalogService::NewStub(peers.procedure_catalog)),
      guidance_(catalog::v1::GuidanceService::NewStub(peers.procedure_catalog)),
      publication_(catalog::v1::PublicationService::NewStub(peers.procedure_catalog)),
      output_(catalog::v1::OutputService::NewStub(peers.procedure_catalog)),
      decentralisation_(catalog::v1::DecentralisationService::NewStub(peers.procedure_catalog)),
      local_codes_(catalog::v1::LocalCodeService::NewStub(peers.procedure_catalog)),
      desks_(catalog::v1::DeskService::NewStub(peers.procedure_catalog)),
      routing_(routing::v1::RoutingService::NewStub(peers.routing)),
      places_(routing::v1::PlaceService::NewStub(peers.routing)),
      reference_(routing::v1::ReferenceService::NewStub(peers.routing)),
      routes_(routing::v1::RouteService::NewStub(peers.routing)),
      agencies_(routing::v1::AgencyService::NewStub(peers.routing)),
      plans_(routing::v1::PlanService::NewStub(peers.routing)),
      intake_(intake::v1::IntakeService::NewStub(peers.intake)),
      lifecycle_(intake::v1::LifecycleService::NewStub(peers.intake)),
      reporting_(reporting::v1::ReportingService::NewStub(peers.reporting)) {
  Watch(peers.procedure_catalog, "procedure-catalog", metrics);
  Watch(peers.routing, "routing", metrics);
  Watch(peers.intake, "intake", metrics);
  Watch(peers.reporting, "reporting", metrics);
}

}  // namespace motcua::gateway
