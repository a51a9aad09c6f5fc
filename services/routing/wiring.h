#pragma once

#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/host/host.h"
#include "libs/rpc/server.h"
#include "libs/rpc/workers.h"
#include "motcua/config/v1/services.pb.h"
#include "services/routing/api/agency_service.h"
#include "services/routing/api/place_service.h"
#include "services/routing/api/plan_service.h"
#include "services/routing/api/reference_service.h"
#include "services/routing/api/route_service.h"
#include "services/routing/api/routing_service.h"
#include "services/routing/api/tables_in_force.h"
#include "services/routing/clients/catalog.h"
#include "services/routing/clients/catalog_follower.h"

namespace motcua::routing {

// All that routing is made of, in order of dependence; it goes in reverse.
class App {
 public:
  // `procedure_catalog` is a channel to the catalogue, which may be away.
  static absl::StatusOr<std::unique_ptr<App>> Start(
      const config::v1::Routing& config, const host::Host& host,
      const std::shared_ptr<grpc::Channel>& procedure_catalog);
  // Says where intake is, which itself asks routing. Without it plans cannot go on.
  void ConnectIntake(const std::shared_ptr<grpc::Channel>& intake) { dossiers_.Connect(intake); }
  // Waits for calls in progress.
  ~App();

  int port() const { return server_->port(); }
  std::shared_ptr<grpc::Channel> InProcess() { return server_->InProcess(); }
  // Unavailable while there are no reference tables.
  absl::Status Ready() const;

 private:
  App(const config::v1::Routing& config, const host::Host& host,
      std::unique_ptr<TablesInForce> tables, std::unique_ptr<PlanStore> plans,
      const std::shared_ptr<grpc::Channel>& procedure_catalog);

  const std::unique_ptr<TablesInForce> tables_;
  const std::unique_ptr<PlanStore> plans_;
  Catalog catalog_;
  CatalogFollower follower_;
  Dossiers dossiers_;
  Replanner replanner_;
  rpc::Workers workers_;
  RoutingService service_;
  PlaceService places_;
  ReferenceService imports_;
  RouteService routes_;
  AgencyService agencies_;
  PlanService planning_;
  std::unique_ptr<rpc::Server> server_;
};

// What is wrong with the configuration, by field. CheckProgram: of a process of its own, which has
// to listen, to share a key and to know where the others are.
absl::Status Check(const config::v1::Routing& config);
absl::Status CheckProgram(const config::v1::Routing& config);

// Runs routing as a process of its own until it is told to stop.
absl::Status Serve(const config::v1::Routing& config);

}  // namespace motcua::routing
