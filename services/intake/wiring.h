#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "libs/host/host.h"
#include "libs/rpc/notifier.h"
#include "libs/rpc/server.h"
#include "libs/rpc/workers.h"
#include "motcua/config/v1/services.pb.h"
#include "services/intake/api/feed_service.h"
#include "services/intake/api/intake_service.h"
#include "services/intake/api/lifecycle_service.h"
#include "services/intake/api/move_service.h"
#include "services/intake/api/sync_service.h"
#include "services/intake/clients/replicas.h"

namespace motcua::intake {

// The channels to the services that intake asks.
struct Peers {
  std::shared_ptr<grpc::Channel> procedure_catalog;
  std::shared_ptr<grpc::Channel> routing;
};

// All that intake is made of, in order of dependence; it goes in reverse.
class App {
 public:
  static absl::StatusOr<std::unique_ptr<App>> Start(const config::v1::Intake& config,
                                                    const host::Host& host, const Peers& peers);
  // Ends streams, waits for calls in progress, commits what is queued.
  ~App();

  int port() const { return server_->port(); }
  std::shared_ptr<grpc::Channel> InProcess() { return server_->InProcess(); }
  absl::Status Ready() { return store_->Ready(); }

 private:
  App(const config::v1::Intake& config, const host::Host& host, const Peers& peers,
      PapersFolder papers);
  absl::Status Open(const config::v1::Intake& config, const host::Host& host);

  rpc::Notifier events_;
  const PapersFolder papers_;
  Procedures procedures_;
  Competence competence_;
  std::unique_ptr<Replicas> replicas_;  // None: no Redis. Outlives the store, which tells of news.
  std::unique_ptr<DossierStore> store_;
  rpc::Workers workers_;
  rpc::Workers filers_;
  std::unique_ptr<IntakeService> intake_;
  std::unique_ptr<LifecycleService> lifecycle_;
  std::unique_ptr<SyncService> sync_;
  std::unique_ptr<FeedService> feed_;
  std::unique_ptr<MoveService> moves_;
  std::unique_ptr<rpc::Server> server_;
};

// What is wrong with the configuration, by field. CheckProgram: of a process of its own, which has
// to listen, to share a key and to know where the others are.
absl::Status Check(const config::v1::Intake& config);
absl::Status CheckProgram(const config::v1::Intake& config);

// Runs intake as a process of its own until it is told to stop.
absl::Status Serve(const config::v1::Intake& config);

}  // namespace motcua::intake
