#pragma once

#include "absl/status/status.h"
#include "libs/base/clock.h"
#include "libs/rpc/method.h"
#include "motcua/catalog/v1/publication.grpc.pb.h"
#include "services/procedure-catalog/store/procedure_store.h"

namespace motcua::catalog {

// motcua.catalog.v1.PublicationService. Speaks proto outward and domain inward, decides nothing.
class PublicationService final : public v1::PublicationService::CallbackService {
 public:
  // What is referred to outlives the service.
  PublicationService(ProcedureStore& store, const base::Clock& clock, const rpc::Door& door);

  grpc::ServerUnaryReactor* GetProcedureChanges(grpc::CallbackServerContext* context,
                                                const v1::GetProcedureChangesRequest* request,
                                                v1::ProcedureChanges* response) override;
  grpc::ServerUnaryReactor* ListFields(grpc::CallbackServerContext* context,
                                       const v1::ListFieldsRequest* request,
                                       v1::ListFieldsResponse* response) override;
  grpc::ServerUnaryReactor* ListIncomplete(grpc::CallbackServerContext* context,
                                           const v1::ListIncompleteRequest* request,
                                           v1::ListIncompleteResponse* response) override;

 private:
  absl::Status Changes(const v1::GetProcedureChangesRequest& request,
                       v1::ProcedureChanges* response);
  absl::Status Fields(const v1::ListFieldsRequest& request, v1::ListFieldsResponse* response);
  absl::Status Incomplete(const v1::ListIncompleteRequest& request,
                          v1::ListIncompleteResponse* response);

  ProcedureStore& store_;
  const base::Clock& clock_;
  rpc::Method get_procedure_changes_;
  rpc::Method list_fields_;
  rpc::Method list_incomplete_;
};

}  // namespace motcua::catalog
