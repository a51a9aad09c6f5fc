#pragma once

#include <memory>
#include <string>

#include "libs/base/ids.h"
#include "libs/host/host.h"
#include "motcua/intake/v1/feed.grpc.pb.h"
#include "motcua/intake/v1/intake.grpc.pb.h"
#include "motcua/sync/v1/sync.grpc.pb.h"
#include "services/intake/wiring.h"
#include "services/procedure-catalog/wiring.h"
#include "services/routing/wiring.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

namespace motcua::test {

// Catalogue, routing and intake with the real reference data, in this process, at a time of the
// test's choosing.
class System {
 public:
  struct Setup {
    int max_streams = 0;  // Of intake; 0: its default.
    // When it begins. 2026-11-23 09:13 in Vietnam.
    absl::Time now = absl::FromUnixSeconds(1'795'400'000);
    // Folder with the reference tables, and the catalogue's first lines.
    std::string reference = ReferenceFolder();
    std::string procedures = ReferenceFolder() + "/procedures.ndjson";
  };
  explicit System(const Setup& setup);
  System() : System(Setup()) {}

  // That of the tree.
  static std::string ReferenceFolder();

  FakeClock clock;
  std::unique_ptr<intake::v1::IntakeService::Stub> intake;
  std::unique_ptr<sync::v1::ProvincialSyncService::Stub> sync;

  std::shared_ptr<grpc::Channel> IntakeChannel() { return app_->InProcess(); }
  std::shared_ptr<grpc::Channel> RoutingChannel() { return routing_->InProcess(); }
  std::shared_ptr<grpc::Channel> CatalogChannel() { return catalog_->InProcess(); }
  // Starts intake anew, with nobody where it looks for routing.
  void CutRoutingOff();
  void StopIntake() { app_.reset(); }
  // Lets routing ask `intake`, whoever that is.
  void ConnectRouting(const std::shared_ptr<grpc::Channel>& intake) {
    routing_->ConnectIntake(intake);
  }
  // Makes `context` a call of `name`, a citizen unless told otherwise.
  void SignIn(const std::string& name, grpc::ClientContext* context,
              common::v1::Identity::Kind kind = common::v1::Identity::CITIZEN,
              const std::string& unit_code = "") const;
  // Uploads a paper; its id.
  std::string Upload(const std::string& citizen);
  // Files a birth in Phường Đống Đa under `key`.
  grpc::Status File(const std::string& citizen, const std::string& key, intake::v1::Dossier* filed);
  grpc::Status File(const std::string& citizen, const std::string& key, const std::string& paper_id,
                    intake::v1::Dossier* filed);
  // Files `dossier` under `key`.
  grpc::Status File(const std::string& citizen, const std::string& key,
                    const intake::v1::Dossier& dossier, intake::v1::Dossier* filed);

 private:
  void StartIntake(const std::shared_ptr<grpc::Channel>& routing);

  TempDir folder_;
  base::RandomIds ids_;
  obs::Metrics metrics_;
  const rpc::Seal seal_;
  std::unique_ptr<catalog::App> catalog_;
  std::unique_ptr<routing::App> routing_;
  config::v1::Intake config_;
  std::unique_ptr<intake::App> app_;
};

}  // namespace motcua::test
