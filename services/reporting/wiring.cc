#include "services/reporting/wiring.h"

#include "libs/base/status_macros.h"
#include "libs/host/check.h"
#include "libs/host/serve.h"
#include "libs/rpc/channel.h"
#include "services/reporting/store/postgres_store.h"
#include "services/reporting/store/sqlite_store.h"

namespace motcua::reporting {

namespace {

absl::StatusOr<std::unique_ptr<ProgressStore>> OpenStore(const config::v1::Store& config,
                                                         obs::Metrics& metrics) {
  if (!config.has_postgres()) return OpenSqliteStore(config.sqlite_path(), metrics);
  return OpenPostgresStore(config.postgres().conninfo(), host::ConnectionsOf(config.postgres()),
                           metrics);
}

}  // namespace

App::App(const config::v1::Reporting& config, const host::Host& host)
    : workers_(rpc::WorkersOf(config.rpc(), "reporting", host.metrics)) {}

absl::StatusOr<std::unique_ptr<App>> App::Start(const config::v1::Reporting& config,
                                                const host::Host& host,
                                                const std::shared_ptr<grpc::Channel>& intake) {
  auto app = std::unique_ptr<App>(new App(config, host));
  ASSIGN_OR_RETURN(app->store_, OpenStore(config.store(), host.metrics));
  const rpc::Door door = {app->workers_, host.seal, host.metrics, rpc::MarginOf(config.rpc())};
  app->reporting_ = std::make_unique<ReportingService>(*app->store_, host.clock, door);
  ASSIGN_OR_RETURN(app->server_, rpc::Server::Start(config.rpc(), {app->reporting_.get()}));
  app->follower_ = std::make_unique<EventFollower>(intake, host.seal, *app->store_, host.metrics);
  return app;
}

absl::Status Check(const config::v1::Reporting& config) {
  RETURN_IF_ERROR(host::Check(config.store()));
  return host::Check(config.rpc());
}

absl::Status CheckProgram(const config::v1::Reporting& config) {
  RETURN_IF_ERROR(Check(config));
  RETURN_IF_ERROR(host::CheckProcess(config));
  return host::CheckGiven({{"intake", config.intake()}});
}

absl::Status Serve(const config::v1::Reporting& config) {
  return host::Serve(config, [&config](const host::Host& host) {
    return App::Start(config, host, rpc::Connect(config.intake()));
  });
}

}  // namespace motcua::reporting
