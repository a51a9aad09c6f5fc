#include "services/procedure-catalog/wiring.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/host/check.h"
#include "libs/host/serve.h"
#include "libs/sql/pg_start.h"
#include "services/procedure-catalog/api/record.h"
#include "services/procedure-catalog/api/reference_files.h"
#include "services/procedure-catalog/domain/portal.h"
#include "services/procedure-catalog/store/postgres_store.h"
#include "services/procedure-catalog/store/sqlite_store.h"

namespace motcua::catalog {

namespace {

absl::StatusOr<std::unique_ptr<ProcedureStore>> OpenStore(const config::v1::Store& config,
                                                          EverydayTerms terms,
                                                          obs::Metrics& metrics) {
  if (!config.has_postgres()) {
    return OpenSqliteStore({config.sqlite_path(), std::move(terms)}, metrics);
  }
  return OpenPostgresStore({config.postgres().conninfo(), host::ConnectionsOf(config.postgres()),
                            ReadContent, std::move(terms)},
                           metrics);
}

rpc::Door DoorOf(rpc::Workers& workers, const config::v1::ProcedureCatalog& config,
                 const host::Host& host) {
  return {workers, host.seal, host.metrics, rpc::MarginOf(config.rpc())};
}

}  // namespace

App::App(const config::v1::ProcedureCatalog& config, std::unique_ptr<ProcedureStore> store,
         std::vector<ReformTotal> totals, const host::Host& host)
    : store_(std::move(store)),
      workers_(rpc::WorkersOf(config.rpc(), "catalog", host.metrics)),
      catalog_(*store_, host.clock, DoorOf(workers_, config, host)),
      guidance_(*store_, host.clock, DoorOf(workers_, config, host)),
      publication_(*store_, host.clock, DoorOf(workers_, config, host)),
      output_(*store_, host.clock, config.portal_page(), DoorOf(workers_, config, host)),
      decentralisation_(*store_, host.clock, std::move(totals), DoorOf(workers_, config, host)) {}

absl::StatusOr<std::unique_ptr<App>> App::Start(const config::v1::ProcedureCatalog& config,
                                                const host::Host& host) {
  ASSIGN_OR_RETURN(EverydayTerms terms, ReadEverydayTerms(config.everyday_terms_file()));
  ASSIGN_OR_RETURN(std::vector<ReformTotal> totals, ReadReformTotals(config.reform_totals_file()));
  ASSIGN_OR_RETURN(std::unique_ptr<ProcedureStore> store,
                   OpenStore(config.store(), std::move(terms), host.metrics));
  if (!config.reference_file().empty()) {
    RETURN_IF_ERROR(
        sql::OnceThere([&] { return ImportFile(config.reference_file(), host.clock, *store); }));
  }
  auto app = std::unique_ptr<App>(new App(config, std::move(store), std::move(totals), host));
  ASSIGN_OR_RETURN(
      app->server_,
      rpc::Server::Start(config.rpc(), {&app->catalog_, &app->guidance_, &app->publication_,
                                        &app->output_, &app->decentralisation_}));
  return app;
}

App::~App() {
  server_.reset();
}

absl::Status Check(const config::v1::ProcedureCatalog& config) {
  if (!config.portal_page().empty() && !IsPortalPattern(config.portal_page())) {
    return host::WrongField("portal_page", "not an address with {procedure} in it");
  }
  RETURN_IF_ERROR(host::Check(config.store()));
  return host::Check(config.rpc());
}

absl::Status CheckProgram(const config::v1::ProcedureCatalog& config) {
  RETURN_IF_ERROR(Check(config));
  return host::CheckProcess(config);
}

absl::Status Serve(const config::v1::ProcedureCatalog& config) {
  return host::Serve(config,
                     [&config](const host::Host& host) { return App::Start(config, host); });
}

}  // namespace motcua::catalog
