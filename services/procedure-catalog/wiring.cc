#include "services/procedure-catalog/wiring.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/host/check.h"
#include "libs/host/serve.h"
#include "libs/sql/pg_start.h"
#include "services/procedure-catalog/api/record.h"
#include "services/procedure-catalog/api/reference_files.h"
#include "services/procedure-catalog/domain/portal.h"
#include "services/procedure-catalog/store/postgres_desks.h"
#include "services/procedure-catalog/store/postgres_local_codes.h"
#include "services/procedure-catalog/store/postgres_store.h"
#include "services/procedure-catalog/store/sqlite_desks.h"
#include "services/procedure-catalog/store/sqlite_local_codes.h"
#include "services/procedure-catalog/store/sqlite_store.h"

namespace motcua::catalog {

namespace {

absl::StatusOr<std::unique_ptr<ProcedureStore>> OpenProcedures(const config::v1::Store& config,
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

App::App(const config::v1::ProcedureCatalog& config, Stores stores, std::vector<ReformTotal> totals,
         const host::Host& host)
    : stores_(std::move(stores)),
      workers_(rpc::WorkersOf(config.rpc(), "catalog", host.metrics)),
      catalog_(*stores_.procedures, host.clock, DoorOf(workers_, config, host)),
      guidance_(*stores_.procedures, host.clock, DoorOf(workers_, config, host)),
      publication_(*stores_.procedures, host.clock, DoorOf(workers_, config, host)),
      output_(*stores_.procedures, host.clock, config.portal_page(),
              DoorOf(workers_, config, host)),
      decentralisation_(*stores_.procedures, host.clock, std::move(totals),
                        DoorOf(workers_, config, host)),
      local_codes_(*stores_.local_codes, *stores_.procedures, host.clock,
                   DoorOf(workers_, config, host)),
      desks_(*stores_.desks, *stores_.procedures, host.clock, DoorOf(workers_, config, host)) {}

absl::StatusOr<App::Stores> App::Open(const config::v1::ProcedureCatalog& config,
                                      const host::Host& host) {
  ASSIGN_OR_RETURN(EverydayTerms terms, ReadEverydayTerms(config.everyday_terms_file()));
  Stores stores;
  // First: it brings the schema of all three up to date.
  ASSIGN_OR_RETURN(stores.procedures,
                   OpenProcedures(config.store(), std::move(terms), host.metrics));
  if (config.store().has_postgres()) {
    const std::string& conninfo = config.store().postgres().conninfo();
    stores.local_codes = OpenPostgresLocalCodes(conninfo, host.metrics);
    stores.desks = OpenPostgresDesks(conninfo, host.metrics);
    return stores;
  }
  const std::string& path = config.store().sqlite_path();
  ASSIGN_OR_RETURN(stores.local_codes, OpenSqliteLocalCodes(path, host.metrics));
  ASSIGN_OR_RETURN(stores.desks, OpenSqliteDesks(path, host.metrics));
  return stores;
}

absl::StatusOr<std::unique_ptr<App>> App::Start(const config::v1::ProcedureCatalog& config,
                                                const host::Host& host) {
  ASSIGN_OR_RETURN(std::vector<ReformTotal> totals, ReadReformTotals(config.reform_totals_file()));
  ASSIGN_OR_RETURN(Stores stores, Open(config, host));
  if (!config.reference_file().empty()) {
    RETURN_IF_ERROR(sql::OnceThere(
        [&] { return ImportFile(config.reference_file(), host.clock, *stores.procedures); }));
  }
  auto app = std::unique_ptr<App>(new App(config, std::move(stores), std::move(totals), host));
  ASSIGN_OR_RETURN(
      app->server_,
      rpc::Server::Start(config.rpc(),
                         {&app->catalog_, &app->guidance_, &app->publication_, &app->output_,
                          &app->decentralisation_, &app->local_codes_, &app->desks_}));
  return app;
}

App::~App() {
  server_.reset();
}

absl::Status Check(const config::v1::ProcedureCatalog& config) {
  if (!config.portal_page().empty() && !IsPortalPattern(config.portal_page())) {
    return host::WrongField("portal_page", "not an address with {procedure} and {agency} in it");
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
