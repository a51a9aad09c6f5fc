#pragma once

#include "absl/status/status.h"
#include "libs/rpc/method.h"
#include "motcua/routing/v1/reference.grpc.pb.h"
#include "services/routing/api/tables_in_force.h"

namespace motcua::routing {

// motcua.routing.v1.ReferenceService.
class ReferenceService final : public v1::ReferenceService::CallbackService {
 public:
  // `tables` outlives the service.
  ReferenceService(TablesInForce& tables, const rpc::Door& door);

  grpc::ServerUnaryReactor* GetReference(grpc::CallbackServerContext* context,
                                         const v1::GetReferenceRequest* request,
                                         v1::Reference* response) override;
  grpc::ServerUnaryReactor* ImportReference(grpc::CallbackServerContext* context,
                                            const v1::ImportReferenceRequest* request,
                                            v1::ImportReferenceResponse* response) override;

 private:
  absl::Status Get(v1::Reference* response) const;
  absl::Status Import(const rpc::Call& call, const v1::ImportReferenceRequest& request,
                      v1::ImportReferenceResponse* response);

  TablesInForce& tables_;
  rpc::Method get_reference_;
  rpc::Method import_reference_;
};

}  // namespace motcua::routing
