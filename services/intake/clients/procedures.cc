#include "services/intake/clients/procedures.h"

#include "libs/base/error.h"
#include "libs/rpc/status.h"
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

absl::StatusOr<ProcedureTerms> Procedures::TermsOf(const std::string& code, const rpc::Call& call) {
  catalog::GetProcedureRequest request;
  request.set_code(code);
  catalog::Procedure procedure;
  grpc::ClientContext context;
  rpc::Carry(call, seal_, &context);
  const absl::Status status = rpc::FromGrpc(stub_->GetProcedure(&context, request, &procedure));
  if (absl::IsNotFound(status)) {
    return base::InvalidField("/procedureCode", "UNKNOWN_PROCEDURE",
                              "Không có thủ tục hành chính mang mã này.",
                              "There is no procedure with this code.");
  }
  if (!status.ok()) return AnswerOf(status, {});
  return FromProto(procedure);
}

}  // namespace motcua::intake
