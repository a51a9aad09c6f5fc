#pragma once

#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "libs/base/signals.h"
#include "libs/base/status_macros.h"
#include "libs/host/host.h"
#include "libs/host/readiness.h"
#include "libs/http/admin.h"
#include "libs/obs/log.h"

namespace motcua::host {

// Runs one service as a process of its own: starts it by `start(host)`, opens the admin port, waits
// for the stop signal, drains. The admin port stays to the end and says that the process drains.
// `start` gives a StatusOr<unique_ptr<App>>; an App has `Ready()` and `port()`.
template <typename Config, typename Start>
absl::Status Serve(const Config& config, Start start) {
  const base::SystemClock clock;
  base::RandomIds ids;
  obs::Metrics metrics;
  ASSIGN_OR_RETURN(const rpc::Seal seal, rpc::Seal::Load(config.identity_seal().key_file()));
  ASSIGN_OR_RETURN(auto app, start(Host{clock, ids, metrics, seal}));
  Readiness readiness([&app = *app] { return app.Ready(); });
  std::unique_ptr<http::Server> admin;
  if (!config.admin().listen().empty()) {
    ASSIGN_OR_RETURN(admin, http::StartAdmin(config.admin().listen(), metrics,
                                             [&readiness] { return readiness.Get(); }));
  }
  obs::Log(obs::Level::kInfo, "ready")
      .Int("port", app->port())
      .Int("admin_port", admin == nullptr ? 0 : admin->port());
  base::WaitForStop();
  obs::Log(obs::Level::kInfo, "draining");
  readiness.Drain();
  app.reset();
  return absl::OkStatus();
}

}  // namespace motcua::host
