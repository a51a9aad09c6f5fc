#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "libs/rpc/method.h"
#include "motcua/catalog/v1/local_codes.grpc.pb.h"
#include "services/procedure-catalog/api/line_counters.h"
#include "services/procedure-catalog/store/local_code_store.h"
#include "services/procedure-catalog/store/procedure_store.h"

namespace motcua::catalog {

// motcua.catalog.v1.LocalCodeService. Speaks proto outward and domain inward, decides nothing.
class LocalCodeService final : public v1::LocalCodeService::CallbackService {
 public:
  // What is referred to outlives the service.
  LocalCodeService(LocalCodeStore& store, ProcedureStore& procedures, const base::Clock& clock,
                   const rpc::Door& door);

  grpc::ServerUnaryReactor* ImportLocalCodes(grpc::CallbackServerContext* context,
                                             const v1::ImportLocalCodesRequest* request,
                                             v1::ImportLocalCodesResponse* response) override;
  grpc::ServerUnaryReactor* ListLocalCodes(grpc::CallbackServerContext* context,
                                           const v1::ListLocalCodesRequest* request,
                                           v1::ListLocalCodesResponse* response) override;
  grpc::ServerUnaryReactor* GetLocalCode(grpc::CallbackServerContext* context,
                                         const v1::GetLocalCodeRequest* request,
                                         v1::LocalCode* response) override;
  grpc::ServerUnaryReactor* ReportLocalCodes(grpc::CallbackServerContext* context,
                                             const v1::ReportLocalCodesRequest* request,
                                             v1::LocalCodeReport* response) override;

 private:
  absl::Status Import(const rpc::Call& call, const v1::ImportLocalCodesRequest& request,
                      v1::ImportLocalCodesResponse* response);
  absl::Status List(const v1::ListLocalCodesRequest& request, v1::ListLocalCodesResponse* response);
  absl::Status Get(const v1::GetLocalCodeRequest& request, v1::LocalCode* response);
  absl::Status Report(v1::LocalCodeReport* response);
  // How the one procedure stands today.
  absl::StatusOr<Standings> StandingOf(const std::string& code);
  // How all of them do.
  absl::StatusOr<Standings> StandingsToday();

  LocalCodeStore& store_;
  ProcedureStore& procedures_;
  const base::Clock& clock_;
  rpc::Method import_local_codes_;
  rpc::Method list_local_codes_;
  rpc::Method get_local_code_;
  rpc::Method report_local_codes_;
  LineCounters lines_;
};

}  // namespace motcua::catalog
