#pragma once

#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/host/host.h"
#include "libs/rpc/server.h"
#include "libs/rpc/workers.h"
#include "motcua/config/v1/services.pb.h"
#include "services/procedure-catalog/api/catalog_service.h"
#include "services/procedure-catalog/api/decentralisation_service.h"
#include "services/procedure-catalog/api/desk_service.h"
#include "services/procedure-catalog/api/guidance_service.h"
#include "services/procedure-catalog/api/local_code_service.h"
#include "services/procedure-catalog/api/output_service.h"
#include "services/procedure-catalog/api/publication_service.h"

namespace motcua::catalog {

// All that the catalogue is made of, in order of dependence; it goes in reverse.
class App {
 public:
  // Imports the reference file first when its content is new.
  static absl::StatusOr<std::unique_ptr<App>> Start(const config::v1::ProcedureCatalog& config,
                                                    const host::Host& host);
  // Waits for calls in progress.
  ~App();

  int port() const { return server_->port(); }
  std::shared_ptr<grpc::Channel> InProcess() { return server_->InProcess(); }
  // Unavailable or another error while the store does not answer.
  absl::Status Ready() { return stores_.procedures->Ready(); }

 private:
  // What is kept, each on the engine that the configuration names.
  struct Stores {
    std::unique_ptr<ProcedureStore> procedures;
    std::unique_ptr<LocalCodeStore> local_codes;
    std::unique_ptr<DeskStore> desks;
  };
  static absl::StatusOr<Stores> Open(const config::v1::ProcedureCatalog& config,
                                     const host::Host& host);

  App(const config::v1::ProcedureCatalog& config, Stores stores, std::vector<ReformTotal> totals,
      const host::Host& host);

  const Stores stores_;
  rpc::Workers workers_;
  CatalogService catalog_;
  GuidanceService guidance_;
  PublicationService publication_;
  OutputService output_;
  DecentralisationService decentralisation_;
  LocalCodeService local_codes_;
  DeskService desks_;
  std::unique_ptr<rpc::Server> server_;
};

// What is wrong with the configuration, by field. CheckProgram: of a process of its own, which has
// to listen and to share a key.
absl::Status Check(const config::v1::ProcedureCatalog& config);
absl::Status CheckProgram(const config::v1::ProcedureCatalog& config);

// Runs the catalogue as a process of its own until it is told to stop.
absl::Status Serve(const config::v1::ProcedureCatalog& config);

}  // namespace motcua::catalog
