// Where a dossier stands, for whoever knows its code: the part of IntakeService that most ask.
#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/bulk.h"
#include "libs/rpc/timestamp.h"
#include "services/intake/api/intake_service.h"
#include "services/intake/store/store_errors.h"

namespace motcua::intake {
namespace {

absl::Status CheckCode(const v1::GetTrackingRequest& request) {
  if (LooksLikeDossierCode(request.code())) return absl::OkStatus();
  return base::InvalidField("code", "INVALID_FORMAT", "Đây không phải mã số hồ sơ.",
                            "This is no dossier code.");
}

void ToProto(const Dossier& dossier, v1::Tracking* out) {
  out->set_code(dossier.code);
  out->set_status(static_cast<v1::Dossier::Status>(dossier.status));
  out->set_status_code(static_cast<int>(dossier.status));
  *out->mutable_update_time() = rpc::ToTimestamp(dossier.update_time);
}

}  // namespace

grpc::ServerUnaryReactor* IntakeService::GetTracking(grpc::CallbackServerContext* context,
                                                     const v1::GetTrackingRequest* request,
                                                     v1::Tracking* response) {
  return get_tracking_.Unary(context,
                             [=, this](const rpc::Call&) { return Track(*request, response); });
}

grpc::ServerUnaryReactor* IntakeService::BatchGetTracking(
    grpc::CallbackServerContext* context, const v1::BatchGetTrackingRequest* request,
    v1::BatchGetTrackingResponse* response) {
  return batch_get_tracking_.Unary(
      context, [=, this](const rpc::Call& call) { return BatchTrack(call, *request, response); });
}

absl::Status IntakeService::Track(const v1::GetTrackingRequest& request, v1::Tracking* response) {
  RETURN_IF_ERROR(CheckCode(request));
  ASSIGN_OR_RETURN(const Dossier dossier, needs_.store.Get(request.code()));
  ToProto(dossier, response);
  return absl::OkStatus();
}

absl::Status IntakeService::BatchTrack(const rpc::Call& call,
                                       const v1::BatchGetTrackingRequest& request,
                                       v1::BatchGetTrackingResponse* response) {
  RETURN_IF_ERROR(rpc::BeginBulk(call, request));
  std::vector<std::string> codes;
  for (const v1::GetTrackingRequest& one : request.requests()) {
    if (CheckCode(one).ok()) codes.push_back(one.code());
  }
  ASSIGN_OR_RETURN(const auto dossiers, needs_.store.GetMany(codes));
  return rpc::AnswerBulk(
      request, response,
      [&](const v1::GetTrackingRequest& one, v1::TrackingResult* result) -> absl::Status {
        RETURN_IF_ERROR(CheckCode(one));
        const auto found = dossiers.find(one.code());
        if (found == dossiers.end()) return DossierNotFound();
        ToProto(found->second, result->mutable_tracking());
        return absl::OkStatus();
      });
}

}  // namespace motcua::intake
