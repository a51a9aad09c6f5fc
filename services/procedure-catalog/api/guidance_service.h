#pragma once

#include "absl/status/status.h"
#include "libs/base/clock.h"
#include "libs/rpc/method.h"
#include "motcua/catalog/v1/guidance.grpc.pb.h"
#include "services/procedure-catalog/store/procedure_store.h"

namespace motcua::catalog {

// motcua.catalog.v1.GuidanceService. Speaks proto outward and domain inward, decides nothing.
class GuidanceService final : public v1::GuidanceService::CallbackService {
 public:
  // What is referred to outlives the service.
  GuidanceService(ProcedureStore& store, const base::Clock& clock, const rpc::Door& door);

  grpc::ServerUnaryReactor* GetProcedureCases(grpc::CallbackServerContext* context,
                                              const v1::GetProcedureCasesRequest* request,
                                              v1::ProcedureCases* response) override;
  grpc::ServerUnaryReactor* GetProcedureForm(grpc::CallbackServerContext* context,
                                             const v1::GetProcedureFormRequest* request,
                                             google::api::HttpBody* response) override;

 private:
  absl::Status GetForm(const v1::GetProcedureFormRequest& request, google::api::HttpBody* response);
  absl::Status GetCases(const v1::GetProcedureCasesRequest& request, v1::ProcedureCases* response);

  ProcedureStore& store_;
  const base::Clock& clock_;
  rpc::Method get_procedure_cases_;
  rpc::Method get_procedure_form_;
};

}  // namespace motcua::catalog
