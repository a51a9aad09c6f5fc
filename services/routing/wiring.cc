#include "services/routing/wiring.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/host/check.h"
#include "libs/host/serve.h"
#include "libs/rpc/channel.h"
#include "libs/sql/pg_start.h"
#include "services/routing/store/postgres_plans.h"
#include "services/routing/store/postgres_store.h"
#include "services/routing/store/sqlite_plans.h"
#include "services/routing/store/sqlite_store.h"

namespace motcua::routing {
namespace {

absl::StatusOr<std::unique_ptr<UnitStore>> OpenStore(const config::v1::Store& config) {
  if (config.has_postgres()) return OpenPostgresStore(config.postgres().conninfo());
  return OpenSqliteStore(config.sqlite_path());
}

absl::StatusOr<std::unique_ptr<PlanStore>> OpenPlans(const config::v1::Store& config,
                                                     const host::Host& host) {
  if (config.has_postgres()) return OpenPostgresPlans(config.postgres().conninfo(), host.metrics);
  return OpenSqlitePlans(config.sqlite_path());
}

absl::StatusOr<std::unique_ptr<TablesInForce>> OpenTables(const config::v1::Routing& config,
                                                          const host::Host& host) {
  ASSIGN_OR_RETURN(std::unique_ptr<UnitStore> store, OpenStore(config.store()));
  return TablesInForce::Start(std::move(store), config.reference_folder(), host.clock,
                              host.metrics);
}

rpc::Door DoorOf(rpc::Workers& workers, const config::v1::Routing& config, const host::Host& host) {
  return {workers, host.seal, host.metrics, rpc::MarginOf(config.rpc())};
}

}  // namespace

App::App(const config::v1::Routing& config, const host::Host& host,
         std::unique_ptr<TablesInForce> tables, std::unique_ptr<PlanStore> plans,
         const std::shared_ptr<grpc::Channel>& procedure_catalog)
    : tables_(std::move(tables)),
      plans_(std::move(plans)),
      catalog_(procedure_catalog, host.seal, host.clock, host.metrics),
      follower_(procedure_catalog, host.seal, catalog_, host.metrics),
      dossiers_(host.seal),
      replanner_({*tables_, catalog_, dossiers_, *plans_, host.clock}),
      workers_(rpc::WorkersOf(config.rpc(), "routing", host.metrics)),
      service_({*tables_, catalog_, host.clock}, DoorOf(workers_, config, host)),
      places_({*tables_, host.clock}, DoorOf(workers_, config, host)),
      imports_(*tables_, DoorOf(workers_, config, host)),
      routes_({*tables_, catalog_, host.clock}, DoorOf(workers_, config, host)),
      agencies_({*tables_, host.clock}, DoorOf(workers_, config, host)),
      planning_(replanner_, *plans_, DoorOf(workers_, config, host)) {}

absl::StatusOr<std::unique_ptr<App>> App::Start(
    const config::v1::Routing& config, const host::Host& host,
    const std::shared_ptr<grpc::Channel>& procedure_catalog) {
  ASSIGN_OR_RETURN(auto tables, sql::OnceThere([&] { return OpenTables(config, host); }));
  ASSIGN_OR_RETURN(auto plans, OpenPlans(config.store(), host));
  auto app = std::unique_ptr<App>(
      new App(config, host, std::move(tables), std::move(plans), procedure_catalog));
  ASSIGN_OR_RETURN(
      app->server_,
      rpc::Server::Start(config.rpc(), {&app->service_, &app->places_, &app->imports_,
                                        &app->routes_, &app->agencies_, &app->planning_}));
  app->server_->SetReady(app->Ready().ok());
  return app;
}

App::~App() {
  server_.reset();
}

absl::Status App::Ready() const {
  if (!tables_->Get()->gazetteer.units().empty()) return absl::OkStatus();
  return absl::UnavailableError("no reference tables have been imported");
}

absl::Status Check(const config::v1::Routing& config) {
  RETURN_IF_ERROR(host::Check(config.store()));
  return host::Check(config.rpc());
}

absl::Status CheckProgram(const config::v1::Routing& config) {
  RETURN_IF_ERROR(Check(config));
  RETURN_IF_ERROR(host::CheckProcess(config));
  return host::CheckGiven({{"procedure_catalog", config.procedure_catalog()}});
}

absl::Status Serve(const config::v1::Routing& config) {
  return host::Serve(config, [&config](const host::Host& host) {
    auto app = App::Start(config, host, rpc::Connect(config.procedure_catalog()));
    if (app.ok() && !config.intake().empty()) {
      (*app)->ConnectIntake(rpc::Connect(config.intake()));
    }
    return app;
  });
}

}  // namespace motcua::routing
