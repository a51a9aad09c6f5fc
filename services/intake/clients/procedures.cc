#include "services/intake/clients/procedures.h"

#include <utility>

#include "libs/base/error.h"
#include "libs/rpc/wait.h"
#include "services/intake/clients/answers.h"

namespace motcua::intake {
namespace {

namespace catalog = motcua::catalog::v1;

ProcedureTerms FromProto(const catalog::Procedure& procedure) {
  ProcedureTerms terms;
  terms.code = procedure.code();
  terms.version = procedure.version();
  terms.abolished = procedure.state() == catalog::Procedure::ABOLISHED;
  terms.form = procedure.form();
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
          rpc::SendBy(stub_->async(),
                      &catalog::CatalogService::StubInterface::async_interface::BatchGetProcedures),
          [](const catalog::ProcedureResult& result) {
            return result.has_procedure() ? &result.procedure() : nullptr;
          },
          seal, &metrics) {}

absl::StatusOr<ProcedureTerms> Procedures::TermsOf(const std::string& code, const std::string& day,
                                                   const rpc::Call& call) {
  catalog::GetProcedureRequest request;
  request.set_code(code);
  request.set_as_of(day);
  absl::StatusOr<ProcedureTerms> terms =
      rpc::AskAndWait<catalog::Procedure>(batcher_, request, call, FromProto);
  if (absl::IsNotFound(terms.status())) {
    return base::InvalidField("/procedureCode", "UNKNOWN_PROCEDURE",
                              "Không có thủ tục hành chính mang mã này.",
                              "There is no procedure with this code.");
  }
  if (!terms.ok()) return AnswerOf(terms.status(), {});
  return terms;
}

}  // namespace motcua::intake
