#pragma once

#include <string>

#include "absl/status/status.h"
#include "libs/base/clock.h"
#include "libs/rpc/method.h"
#include "motcua/catalog/v1/output.grpc.pb.h"
#include "services/procedure-catalog/store/procedure_store.h"

namespace motcua::catalog {

// motcua.catalog.v1.OutputService: the catalogue as files, codes and sheets.
class OutputService final : public v1::OutputService::CallbackService {
 public:
  // `portal` is the pattern of the pages where procedures are filed; empty: there is no portal.
  // What is referred to outlives the service.
  OutputService(ProcedureStore& store, const base::Clock& clock, std::string portal,
                const rpc::Door& door);

  grpc::ServerUnaryReactor* ExportProcedures(grpc::CallbackServerContext* context,
                                             const v1::ExportProceduresRequest* request,
                                             google::api::HttpBody* response) override;
  grpc::ServerUnaryReactor* GetProcedureQr(grpc::CallbackServerContext* context,
                                           const v1::GetProcedureQrRequest* request,
                                           google::api::HttpBody* response) override;
  grpc::ServerUnaryReactor* GetNoticeboard(grpc::CallbackServerContext* context,
                                           const v1::GetNoticeboardRequest* request,
                                           google::api::HttpBody* response) override;

 private:
  absl::Status Export(const v1::ExportProceduresRequest& request, google::api::HttpBody* response);
  absl::Status Qr(const v1::GetProcedureQrRequest& request, google::api::HttpBody* response);
  absl::Status Noticeboard(const v1::GetNoticeboardRequest& request,
                           google::api::HttpBody* response);

  ProcedureStore& store_;
  const base::Clock& clock_;
  const std::string portal_;
  rpc::Method export_procedures_;
  rpc::Method get_procedure_qr_;
  rpc::Method get_noticeboard_;
};

}  // namespace motcua::catalog
