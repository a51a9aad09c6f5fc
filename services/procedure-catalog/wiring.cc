#include "services/procedure-catalog/wiring.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/host/serve.h"
#include "services/procedure-catalog/api/import_file.h"
#include "services/procedure-catalog/store/sqlite_store.h"

namespace motcua::catalog {

App::App(const config::v1::ProcedureCatalog& config, std::unique_ptr<ProcedureStore> store,
         const host::Host& host)
    : store_(std::move(store)),
      workers_(rpc::WorkersOf(config.rpc()), rpc::QueueOf(config.rpc())),
      service_(*store_, host.clock,
               {workers_, host.seal, host.metrics, rpc::MarginOf(config.rpc())}) {}

absl::StatusOr<std::unique_ptr<App>> App::Start(const config::v1::ProcedureCatalog& config,
                                                const host::Host& host) {
  ASSIGN_OR_RETURN(std::unique_ptr<ProcedureStore> store,
                   OpenSqliteStore(config.store().sqlite_path()));
  if (!config.reference_file().empty()) {
    RETURN_IF_ERROR(ImportFile(config.reference_file(), *store));
  }
  auto app = std::unique_ptr<App>(new App(config, std::move(store), host));
  ASSIGN_OR_RETURN(app->server_, rpc::Server::Start(config.rpc(), {&app->service_}));
  return app;
}

App::~App() {
  server_.reset();
}

absl::Status Check(const config::v1::ProcedureCatalog& config) {
  if (config.store().sqlite_path().empty()) {
    return absl::InvalidArgumentError("store.sqlite_path: must be given");
  }
  if (config.rpc().workers() < 0) {
    return absl::InvalidArgumentError("rpc.workers: must not be negative");
  }
  if (config.rpc().max_queued() < 0) {
    return absl::InvalidArgumentError("rpc.max_queued: must not be negative");
  }
  if (config.rpc().deadline_margin().seconds() < 0 || config.rpc().deadline_margin().nanos() < 0) {
    return absl::InvalidArgumentError("rpc.deadline_margin: must not be negative");
  }
  if (config.rpc().drain().seconds() < 0 || config.rpc().drain().nanos() < 0) {
    return absl::InvalidArgumentError("rpc.drain: must not be negative");
  }
  return absl::OkStatus();
}

absl::Status CheckProgram(const config::v1::ProcedureCatalog& config) {
  RETURN_IF_ERROR(Check(config));
  if (config.rpc().listen().empty()) {
    return absl::InvalidArgumentError("rpc.listen: must be given");
  }
  return absl::OkStatus();
}

absl::Status Serve(const config::v1::ProcedureCatalog& config) {
  return host::Serve(config,
                     [&config](const host::Host& host) { return App::Start(config, host); });
}

}  // namespace motcua::catalog
