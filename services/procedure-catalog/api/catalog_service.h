#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "libs/obs/metrics.h"
#include "libs/rpc/method.h"
#include "motcua/catalog/v1/catalog.grpc.pb.h"
#include "services/procedure-catalog/api/lines.h"
#include "services/procedure-catalog/store/procedure_store.h"

namespace motcua::catalog {

// motcua.catalog.v1.CatalogService. Speaks proto outward and domain inward, decides nothing.
class CatalogService final : public v1::CatalogService::CallbackService {
 public:
  // What is referred to outlives the service.
  CatalogService(ProcedureStore& store, const base::Clock& clock, const rpc::Door& door);

  grpc::ServerUnaryReactor* ListProcedures(grpc::CallbackServerContext* context,
                                           const v1::ListProceduresRequest* request,
                                           v1::ListProceduresResponse* response) override;
  grpc::ServerUnaryReactor* GetProcedure(grpc::CallbackServerContext* context,
                                         const v1::GetProcedureRequest* request,
                                         v1::Procedure* response) override;
  grpc::ServerUnaryReactor* BatchGetProcedures(grpc::CallbackServerContext* context,
                                               const v1::BatchGetProceduresRequest* request,
                                               v1::BatchGetProceduresResponse* response) override;
  grpc::ServerUnaryReactor* ListProcedureVersions(
      grpc::CallbackServerContext* context, const v1::ListProcedureVersionsRequest* request,
      v1::ListProcedureVersionsResponse* response) override;
  grpc::ServerUnaryReactor* GetProcedureVersion(grpc::CallbackServerContext* context,
                                                const v1::GetProcedureVersionRequest* request,
                                                v1::Procedure* response) override;
  grpc::ServerUnaryReactor* ImportProcedures(grpc::CallbackServerContext* context,
                                             const v1::ImportProceduresRequest* request,
                                             v1::ImportProceduresResponse* response) override;

 private:
  absl::Status List(const v1::ListProceduresRequest& request, v1::ListProceduresResponse* response);
  absl::Status Get(const v1::GetProcedureRequest& request, v1::Procedure* response);
  absl::Status BatchGet(const rpc::Call& call, const v1::BatchGetProceduresRequest& request,
                        v1::BatchGetProceduresResponse* response);
  absl::Status ListVersions(const v1::ListProcedureVersionsRequest& request,
                            v1::ListProcedureVersionsResponse* response);
  absl::StatusOr<Lines<Entry>> LinesOf(const google::api::HttpBody& content);
  absl::Status Import(const rpc::Call& call, const v1::ImportProceduresRequest& request,
                      v1::ImportProceduresResponse* response);

  ProcedureStore& store_;
  const base::Clock& clock_;
  rpc::Method list_procedures_;
  rpc::Method get_procedure_;
  rpc::Method batch_get_procedures_;
  rpc::Method list_procedure_versions_;
  rpc::Method get_procedure_version_;
  rpc::Method import_procedures_;
  obs::Counter& imported_;
  obs::Counter& unchanged_;
  obs::Counter& refused_;
};

}  // namespace motcua::catalog
