#include "services/intake/clients/procedures.h"

#include <utility>

#include "absl/synchronization/notification.h"
#include "libs/base/error.h"
#include "services/intake/clients/answers.h"

namespace motcua::intake {
namespace {

namespace catalog = motcua::catalog::v1;

ProcedureTerms FromProto(const catalog::Procedure& procedure) {
  ProcedureTerms terms;
  terms.code = procedure.code();
  terms.version = procedure.version();
  terms.abolished = procedure.state() == catalog::Procedure::ABOLISHED;
  for (const catalog::Component& component : procedure.components()) {
    terms.components.push_back(
        {component.code(), component.name(), component.need() == catalog::Component::ALWAYS});
  }
  for (const catalog::Channel& channel : procedure.channels()) {
    terms.ways.push_back({static_cast<Channel>(channel.kind()), channel.limit()});
  }
  return terms;
}

}  // namespace

Procedures::Procedures(const std::shared_ptr<grpc::Channel>& channel, const rpc::Seal& seal,
                       obs::Metrics& metrics)
    : stub_(catalog::CatalogService::NewStub(channel)),
      batcher_(
          {.limits = {}, .name = "CatalogService/BatchGetProcedures, for intake"},
          [this](grpc::ClientContext* context, const catalog::BatchGetProceduresRequest* request,
                 catalog::BatchGetProceduresResponse* response,
                 std::function<void(grpc::Status)> done) {
            stub_->async()->BatchGetProcedures(context, request, response, std::move(done));
          },
          [](const catalog::ProcedureResult& result) {
            return result.has_procedure() ? &result.procedure() : nullptr;
          },
          seal, &metrics) {}

absl::StatusOr<ProcedureTerms> Procedures::TermsOf(const std::string& code, const rpc::Call& call) {
  catalog::GetProcedureRequest request;
  request.set_code(code);
  struct Answer {
    absl::Notification is_there;
    absl::Status status;
    ProcedureTerms terms;
  };
  const auto answer = std::make_shared<Answer>();
  batcher_.Ask(request, call,
               [answer](const absl::Status& status, const catalog::Procedure* procedure) {
                 answer->status = status;
                 if (procedure != nullptr) answer->terms = FromProto(*procedure);
                 answer->is_there.Notify();
               });
  // A bulk call lasts as long as the most patient of those who share it.
  if (!answer->is_there.WaitForNotificationWithDeadline(call.deadline)) {
    return AnswerOf(absl::DeadlineExceededError("the catalogue did not answer in time"), {});
  }
  const absl::Status& status = answer->status;
  if (absl::IsNotFound(status)) {
    return base::InvalidField("/procedureCode", "UNKNOWN_PROCEDURE",
                              "Không có thủ tục hành chính mang mã này.",
                              "There is no procedure with this code.");
  }
  if (!status.ok()) return AnswerOf(status, {});
  return std::move(answer->terms);
}

}  // namespace motcua::intake
