#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "libs/host/host.h"
#include "libs/rpc/server.h"
#include "libs/rpc/workers.h"
#include "motcua/config/v1/services.pb.h"
#include "services/reporting/api/reporting_service.h"
#include "services/reporting/clients/event_follower.h"

namespace motcua::reporting {

// All that reporting is made of, in order of dependence; it goes in reverse.
class App {
 public:
  static absl::StatusOr<std::unique_ptr<App>> Start(const config::v1::Reporting& config,
                                                    const host::Host& host,
                                                    const std::shared_ptr<grpc::Channel>& intake);

  int port() const { return server_->port(); }
  std::shared_ptr<grpc::Channel> InProcess() { return server_->InProcess(); }
  absl::Status Ready() { return store_->Ready(); }

 private:
  explicit App(const config::v1::Reporting& config, const host::Host& host);

  std::unique_ptr<ProgressStore> store_;
  rpc::Workers workers_;
  std::unique_ptr<ReportingService> reporting_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<EventFollower> follower_;
};

// What is wrong with the configuration, by field. CheckProgram: of a process of its own, which has
// to listen, to share a key and to know where the others are.
absl::Status Check(const config::v1::Reporting& config);
absl::Status CheckProgram(const config::v1::Reporting& config);

// Runs reporting as a process of its own until it is told to stop.
absl::Status Serve(const config::v1::Reporting& config);

}  // namespace motcua::reporting
