#include "services/routing/wiring.h"

#include <optional>
#include <string>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/time.h"
#include "libs/host/check.h"
#include "libs/host/serve.h"
#include "libs/rpc/channel.h"
#include "libs/sql/pg_start.h"
#include "services/routing/store/postgres_store.h"
#include "services/routing/store/reference_tables.h"
#include "services/routing/store/sqlite_store.h"

namespace motcua::routing {
namespace {

// Imports the tables of `folder` unless they are the ones that `store` keeps. Tables that
// contradict one another never get into the store.
absl::Status Import(const std::string& folder, UnitStore& store) {
  ASSIGN_OR_RETURN(const ReferenceTables files, ReferenceTables::Open(folder));
  ASSIGN_OR_RETURN(const std::string kept, store.Fingerprint());
  if (files.fingerprint() == kept) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Tables tables, files.Read());
  RETURN_IF_ERROR(Reference::Make(tables).status());
  RETURN_IF_ERROR(store.ReplaceTables(tables, files.fingerprint()));
  obs::Log(obs::Level::kInfo, "reference_imported").Str("fingerprint", files.fingerprint());
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<UnitStore>> OpenStore(const config::v1::Store& config) {
  if (config.has_postgres()) return OpenPostgresStore(config.postgres().conninfo());
  return OpenSqliteStore(config.sqlite_path());
}

// Everything is answered from memory, so the store is open no longer than this.
absl::StatusOr<Reference> LoadReference(const config::v1::Routing& config) {
  ASSIGN_OR_RETURN(const std::unique_ptr<UnitStore> store, OpenStore(config.store()));
  if (!config.reference_folder().empty()) {
    RETURN_IF_ERROR(Import(config.reference_folder(), *store));
  }
  ASSIGN_OR_RETURN(Tables tables, store->Load());
  return Reference::Make(std::move(tables));
}

void Announce(const Reference& reference, obs::Metrics& metrics) {
  const auto units = static_cast<double>(reference.gazetteer.units().size());
  const auto links = static_cast<double>(reference.gazetteer.link_count());
  metrics.AddGauge("motcua_routing_units", "Administrative units in the tables.").Set(units);
  metrics.AddGauge("motcua_routing_links", "Successions in the tables.").Set(links);
  metrics.AddGauge("motcua_routing_rules", "Rules of competence in the tables.")
      .Set(static_cast<double>(reference.rules.size()));
  const std::optional<absl::CivilDay> last = reference.calendar.last();
  metrics
      .AddGauge("motcua_routing_calendar_end_seconds",
                "Unix time at which the days off cease to be known; 0: none are.")
      .Set(last ? static_cast<double>(
                      absl::ToUnixSeconds(absl::FromCivil(*last + 1, base::Vietnam())))
                : 0);
}

rpc::Door DoorOf(rpc::Workers& workers, const config::v1::Routing& config, const host::Host& host) {
  return {workers, host.seal, host.metrics, rpc::MarginOf(config.rpc())};
}

}  // namespace

App::App(const config::v1::Routing& config, const host::Host& host, Reference reference,
         const std::shared_ptr<grpc::Channel>& procedure_catalog)
    : reference_(std::move(reference)),
      catalog_(procedure_catalog, host.seal, host.clock, host.metrics),
      workers_(rpc::WorkersOf(config.rpc(), "routing", host.metrics)),
      service_({reference_, catalog_, host.clock}, DoorOf(workers_, config, host)),
      places_({reference_, host.clock}, DoorOf(workers_, config, host)) {}

absl::StatusOr<std::unique_ptr<App>> App::Start(
    const config::v1::Routing& config, const host::Host& host,
    const std::shared_ptr<grpc::Channel>& procedure_catalog) {
  ASSIGN_OR_RETURN(Reference reference, sql::OnceThere([&] { return LoadReference(config); }));
  Announce(reference, host.metrics);
  auto app = std::unique_ptr<App>(new App(config, host, std::move(reference), procedure_catalog));
  ASSIGN_OR_RETURN(app->server_, rpc::Server::Start(config.rpc(), {&app->service_, &app->places_}));
  app->server_->SetReady(app->Ready().ok());
  return app;
}

App::~App() {
  server_.reset();
}

absl::Status App::Ready() const {
  if (!reference_.gazetteer.units().empty()) return absl::OkStatus();
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
    return App::Start(config, host, rpc::Connect(config.procedure_catalog()));
  });
}

}  // namespace motcua::routing
