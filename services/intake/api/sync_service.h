#pragma once

#include <string>

#include "libs/base/clock.h"
#include "libs/rpc/method.h"
#include "libs/rpc/notifier.h"
#include "motcua/sync/v1/sync.grpc.pb.h"
#include "services/intake/store/dossier_store.h"

namespace motcua::intake {

// motcua.sync.v1.ProvincialSyncService: the door of the provinces.
class SyncService final : public motcua::sync::v1::ProvincialSyncService::CallbackService {
 public:
  // What the service stands on; all of it outlives the service.
  struct Needs {
    DossierStore& store;
    rpc::Notifier& events;
    const base::Clock& clock;
    // Believe a province's own word. Without it every call is Unauthenticated.
    bool trust_claims = false;
  };

  SyncService(Needs needs, const rpc::Door& door) : needs_(needs), door_(door) {}

  grpc::ServerBidiReactor<motcua::sync::v1::PushRequest, motcua::sync::v1::PushResponse>* Push(
      grpc::CallbackServerContext* context) override;
  grpc::ServerWriteReactor<motcua::sync::v1::PullResponse>* Pull(
      grpc::CallbackServerContext* context, const motcua::sync::v1::PullRequest* request) override;
  grpc::ServerUnaryReactor* PushBatch(grpc::CallbackServerContext* context,
                                      const motcua::sync::v1::PushBatchRequest* request,
                                      motcua::sync::v1::PushBatchResponse* response) override;
  grpc::ServerUnaryReactor* PullBatch(grpc::CallbackServerContext* context,
                                      const motcua::sync::v1::PullBatchRequest* request,
                                      motcua::sync::v1::PullBatchResponse* response) override;
  grpc::ServerUnaryReactor* GetStanding(grpc::CallbackServerContext* context,
                                        const motcua::sync::v1::GetStandingRequest* request,
                                        motcua::sync::v1::Standing* response) override;

 private:
  absl::Status CheckProvince(const std::string& province_code) const;
  void PushAll(const motcua::sync::v1::PushBatchRequest& request,
               motcua::sync::v1::PushBatchResponse* response, const rpc::Done& done);
  // Events after a sequence, and a note of how far the province has read.
  absl::StatusOr<std::vector<motcua::sync::v1::PullResponse>> Read(const std::string& province_code,
                                                                   int64_t after, int limit);
  void NotePulled(const std::string& province_code, int64_t sequence);

  const Needs needs_;
  const rpc::Door door_;
  rpc::StreamMethod push_{door_, "ProvincialSyncService/Push"};
  rpc::StreamMethod pull_{door_, "ProvincialSyncService/Pull"};
  rpc::Method push_batch_{door_, "ProvincialSyncService/PushBatch"};
  rpc::Method pull_batch_{door_, "ProvincialSyncService/PullBatch"};
  rpc::Method get_standing_{door_, "ProvincialSyncService/GetStanding"};
};

}  // namespace motcua::intake
