#include "services/routing/clients/dossiers.h"

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/time.h"
#include "libs/rpc/status.h"
#include "libs/rpc/timestamp.h"

namespace motcua::routing {
namespace {

namespace intake = motcua::intake::v1;

Agency FromProto(const motcua::routing::v1::Agency& agency) {
  return {agency.code(), agency.name(), agency.unit_code(), agency.province_code(),
          agency.provisional()};
}

// The same call, by this service in its own name.
rpc::Call InOurName(const rpc::Call& call) {
  rpc::Call own = call;
  own.caller.set_subject("routing");
  own.caller.set_kind(common::v1::Identity::SERVICE);
  return own;
}

absl::Status Unanswered(const absl::Status& status) {
  if (!absl::IsUnavailable(status) && !absl::IsDeadlineExceeded(status)) return status;
  return base::DependencyAway("intake: " + std::string(status.message()));
}

}  // namespace

void Dossiers::Connect(const std::shared_ptr<grpc::Channel>& intake) {
  const std::lock_guard lock(mutex_);
  stub_ = intake::MoveService::NewStub(intake);
}

absl::StatusOr<std::shared_ptr<Dossiers::Stub>> Dossiers::stub() {
  const std::lock_guard lock(mutex_);
  if (stub_ == nullptr) return base::DependencyAway("intake: nobody has said where it is");
  return stub_;
}

absl::StatusOr<Dossiers::Page> Dossiers::List(const std::string& agency_code,
                                              const std::string& page_token,
                                              const rpc::Call& call) {
  ASSIGN_OR_RETURN(const std::shared_ptr<Stub> stub, this->stub());
  intake::ListInFlightRequest request;
  request.set_competent_agency_code(agency_code);
  request.set_page_size(kMaxPage);
  request.set_page_token(page_token);
  grpc::ClientContext context;
  rpc::Carry(InOurName(call), seal_, &context);
  intake::ListInFlightResponse response;
  const absl::Status status = rpc::FromGrpc(stub->ListInFlight(&context, request, &response));
  if (!status.ok()) return Unanswered(status);
  Page page;
  for (const intake::InFlight& dossier : response.dossiers()) {
    InFlight& one = page.dossiers.emplace_back();
    one.code = dossier.code();
    one.procedure = dossier.procedure_code();
    one.unit = dossier.unit_code();
    one.competent = FromProto(dossier.competent());
    one.filed = base::DayOf(rpc::FromTimestamp(dossier.create_time()));
    if (dossier.has_due_time()) one.due = rpc::FromTimestamp(dossier.due_time());
  }
  page.next_page_token = response.next_page_token();
  return page;
}

absl::StatusOr<std::vector<Dossiers::Result>> Dossiers::MoveAll(const std::string& plan_id,
                                                                const std::vector<Move>& moves,
                                                                const std::string& basis,
                                                                const std::string& reason,
                                                                const rpc::Call& call) {
  ASSIGN_OR_RETURN(const std::shared_ptr<Stub> stub, this->stub());
  intake::MoveDossiersRequest request;
  request.set_plan_id(plan_id);
  for (const Move& move : moves) {
    intake::MoveDossiersRequest::Move* const added = request.add_moves();
    added->set_dossier_code(move.dossier_code);
    added->set_from_agency_code(move.from_agency);
    added->mutable_to()->set_code(move.to.code);
    added->mutable_to()->set_name(move.to.name);
    added->mutable_to()->set_unit_code(move.to.unit_code);
    added->mutable_to()->set_province_code(move.to.province_code);
    added->mutable_to()->set_provisional(move.to.provisional);
    if (move.due_time) *added->mutable_due_time() = rpc::ToTimestamp(*move.due_time);
    added->set_basis(basis);
    added->set_reason(reason);
  }
  grpc::ClientContext context;
  rpc::Carry(InOurName(call), seal_, &context);
  intake::MoveDossiersResponse response;
  const absl::Status status = rpc::FromGrpc(stub->MoveDossiers(&context, request, &response));
  if (!status.ok()) return Unanswered(status);
  if (response.results_size() != request.moves_size()) {
    return absl::InternalError("not one result for every move");
  }
  return std::vector<Result>(response.results().begin(), response.results().end());
}

}  // namespace motcua::routing
