#include "services/procedure-catalog/api/guidance_service.h"

#include <string>
#include <utility>
#include <vector>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "services/procedure-catalog/api/convert.h"
#include "services/procedure-catalog/api/record.h"
#include "services/procedure-catalog/domain/cases.h"

namespace motcua::catalog {

GuidanceService::GuidanceService(ProcedureStore& store, const base::Clock& clock,
                                 const rpc::Door& door)
    : store_(store),
      clock_(clock),
      get_procedure_cases_(door, "GuidanceService/GetProcedureCases"),
      get_procedure_form_(door, "GuidanceService/GetProcedureForm") {}

grpc::ServerUnaryReactor* GuidanceService::GetProcedureCases(
    grpc::CallbackServerContext* context, const v1::GetProcedureCasesRequest* request,
    v1::ProcedureCases* response) {
  return get_procedure_cases_.Unary(
      context, [=, this](const rpc::Call&) { return GetCases(*request, response); });
}

grpc::ServerUnaryReactor* GuidanceService::GetProcedureForm(
    grpc::CallbackServerContext* context, const v1::GetProcedureFormRequest* request,
    google::api::HttpBody* response) {
  return get_procedure_form_.Unary(
      context, [=, this](const rpc::Call&) { return GetForm(*request, response); });
}

absl::Status GuidanceService::GetForm(const v1::GetProcedureFormRequest& request,
                                      google::api::HttpBody* response) {
  ASSIGN_OR_RETURN(const Moment at, MomentOf(request, clock_));
  ASSIGN_OR_RETURN(const Version version,
                   request.version() == 0 ? store_.Get({request.code(), at})
                                          : store_.GetNumber(request.code(), request.version()));
  v1::Procedure record;
  RETURN_IF_ERROR(catalog::ToProto(version, &record));
  if (record.form().empty()) {
    return base::Refusal(absl::StatusCode::kNotFound, "FORM_NOT_FOUND",
                         "Thủ tục này không có biểu mẫu điện tử.",
                         "This procedure has no form to fill in online.");
  }
  response->set_content_type("application/schema+json");
  response->set_data(std::move(*record.mutable_form()));
  return absl::OkStatus();
}

absl::Status GuidanceService::GetCases(const v1::GetProcedureCasesRequest& request,
                                       v1::ProcedureCases* response) {
  ASSIGN_OR_RETURN(const Moment at, MomentOf(request, clock_));
  ASSIGN_OR_RETURN(const Version version, store_.Get({request.code(), at}));
  v1::Procedure record;
  RETURN_IF_ERROR(catalog::ToProto(version, &record));
  const Procedure procedure = FromProto(record);
  ASSIGN_OR_RETURN(const std::vector<Answer> answers,
                   ReadAnswers(procedure, {request.answers().begin(), request.answers().end()}));
  catalog::ToProto(record, CasesOf(procedure, answers), response);
  return absl::OkStatus();
}

}  // namespace motcua::catalog
