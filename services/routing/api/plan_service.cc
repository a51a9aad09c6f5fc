#include "services/routing/api/plan_service.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

#include "libs/base/error.h"
#include "libs/base/page.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "libs/rpc/caller.h"
#include "libs/rpc/timestamp.h"
#include "services/routing/api/convert.h"

namespace motcua::routing {
namespace {

constexpr size_t kMaxIdBytes = 90;
constexpr base::PageSizes kSizes = {50, 500};

absl::Status CheckId(const std::string& id) {
  const bool plain = std::ranges::all_of(
      id, [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.'; });
  if (!id.empty() && id.size() <= kMaxIdBytes && plain) return absl::OkStatus();
  return base::InvalidField("planId", "MALFORMED",
                            "Mã phương án có 1 đến 90 chữ cái, chữ số, dấu -, _, .",
                            "A plan's id has 1 to 90 letters, digits, -, _, .");
}

absl::StatusOr<Proposal> ProposalOf(const v1::Proposal& message) {
  const auto day = base::ParseDate(message.day());
  if (!day) {
    return base::InvalidField("proposal.day", "INVALID_DATE", "Ngày phải có dạng YYYY-MM-DD.",
                              "A date is written YYYY-MM-DD.");
  }
  Proposal proposal;
  proposal.day = *day;
  proposal.basis = message.basis();
  proposal.reason = message.reason();
  proposal.reason_en = message.reason_en();
  proposal.extend_by = message.extend_by();
  for (const v1::Proposal::Handover& one : message.handovers()) {
    Handover& handover = proposal.handovers.emplace_back();
    handover.from_agency = one.from_agency();
    handover.to_agency = one.to_agency();
    handover.procedures.assign(one.procedures().begin(), one.procedures().end());
    handover.units.assign(one.units().begin(), one.units().end());
  }
  return proposal;
}

absl::StatusOr<std::string> TextOf(const v1::Proposal& proposal) {
  std::string text;
  if (!google::protobuf::util::MessageToJsonString(proposal, &text).ok()) {
    return absl::InternalError("a proposal cannot be written");
  }
  return text;
}

absl::StatusOr<v1::Proposal> Read(const std::string& text) {
  v1::Proposal proposal;
  if (!google::protobuf::util::JsonStringToMessage(text, &proposal).ok()) {
    return absl::DataLossError("plans: not a proposal of this program");
  }
  return proposal;
}

void ToProto(const PlannedMove& move, v1::PlanMove* out) {
  out->set_dossier_code(move.dossier_code);
  out->set_state(static_cast<v1::PlanMove::State>(move.state));
  ToProto(move.from, out->mutable_from());
  if (!move.to.code.empty()) ToProto(move.to, out->mutable_to());
  if (move.due_before) *out->mutable_due_before() = rpc::ToTimestamp(*move.due_before);
  if (move.due_after) *out->mutable_due_after() = rpc::ToTimestamp(*move.due_after);
  out->set_note(move.note);
}

void ToProto(const std::map<MoveState, int64_t>& counts, v1::Plan::Counts* out) {
  const auto of = [&counts](MoveState state) {
    const auto found = counts.find(state);
    return found == counts.end() ? 0 : found->second;
  };
  out->set_planned(of(MoveState::kPlanned));
  out->set_unresolved(of(MoveState::kUnresolved));
  out->set_sent(of(MoveState::kSent));
  out->set_moved(of(MoveState::kMoved));
  out->set_skipped(of(MoveState::kSkipped));
  out->set_undone(of(MoveState::kUndone));
  out->set_stayed(of(MoveState::kStayed));
}

}  // namespace

PlanService::PlanService(Replanner& replanner, PlanStore& plans, const rpc::Door& door)
    : replanner_(replanner),
      plans_(plans),
      replan_(door, "PlanService/Replan"),
      get_plan_(door, "PlanService/GetPlan"),
      list_plan_moves_(door, "PlanService/ListPlanMoves") {}

grpc::ServerUnaryReactor* PlanService::Replan(grpc::CallbackServerContext* context,
                                              const v1::ReplanRequest* request,
                                              v1::Plan* response) {
  return replan_.Unary(context, [=, this](const rpc::Call& call) -> absl::Status {
    RETURN_IF_ERROR(rpc::CheckOfficer(call));
    RETURN_IF_ERROR(CheckId(request->plan_id()));
    RETURN_IF_ERROR(Act(*request, call));
    return Get(request->plan_id(), response);
  });
}

grpc::ServerUnaryReactor* PlanService::GetPlan(grpc::CallbackServerContext* context,
                                               const v1::GetPlanRequest* request,
                                               v1::Plan* response) {
  return get_plan_.Unary(context, [=, this](const rpc::Call& call) -> absl::Status {
    RETURN_IF_ERROR(rpc::CheckOfficer(call));
    return Get(request->id(), response);
  });
}

grpc::ServerUnaryReactor* PlanService::ListPlanMoves(grpc::CallbackServerContext* context,
                                                     const v1::ListPlanMovesRequest* request,
                                                     v1::ListPlanMovesResponse* response) {
  return list_plan_moves_.Unary(context, [=, this](const rpc::Call& call) -> absl::Status {
    RETURN_IF_ERROR(rpc::CheckOfficer(call));
    return List(*request, response);
  });
}

absl::Status PlanService::Act(const v1::ReplanRequest& request, const rpc::Call& call) {
  const std::string& id = request.plan_id();
  if (request.action() == v1::ReplanRequest::PREVIEW) {
    ASSIGN_OR_RETURN(const Proposal proposal, ProposalOf(request.proposal()));
    ASSIGN_OR_RETURN(const std::string text, TextOf(request.proposal()));
    return replanner_.Preview(id, proposal, text, call);
  }
  if (request.action() != v1::ReplanRequest::APPLY && request.action() != v1::ReplanRequest::UNDO) {
    return base::InvalidField("action", "REQUIRED", "Cần PREVIEW, APPLY hoặc UNDO.",
                              "PREVIEW, APPLY or UNDO is needed.");
  }
  if (request.has_proposal()) {
    return base::InvalidField("proposal", "UNEXPECTED", "Phương án chỉ gửi khi xem trước.",
                              "A proposal comes with PREVIEW only.");
  }
  ASSIGN_OR_RETURN(const KeptPlan plan, plans_.Get(id));
  ASSIGN_OR_RETURN(const v1::Proposal message, Read(plan.proposal));
  ASSIGN_OR_RETURN(const Proposal proposal, ProposalOf(message));
  if (request.action() == v1::ReplanRequest::APPLY) return replanner_.Apply(id, proposal, call);
  return replanner_.Undo(id, proposal, call);
}

absl::Status PlanService::Get(const std::string& id, v1::Plan* response) {
  ASSIGN_OR_RETURN(const KeptPlan plan, plans_.Get(id));
  ASSIGN_OR_RETURN(const auto counts, plans_.Count(id));
  ASSIGN_OR_RETURN(*response->mutable_proposal(), Read(plan.proposal));
  response->set_id(id);
  response->set_state(static_cast<v1::Plan::State>(plan.state));
  ToProto(counts, response->mutable_counts());
  *response->mutable_create_time() = rpc::ToTimestamp(plan.create_time);
  response->set_done(plan.state == PlanState::kPreviewed || plan.state == PlanState::kApplied ||
                     plan.state == PlanState::kUndone);
  return absl::OkStatus();
}

absl::Status PlanService::List(const v1::ListPlanMovesRequest& request,
                               v1::ListPlanMovesResponse* response) {
  std::vector<MoveState> states;
  if (request.state() != v1::PlanMove::STATE_UNSPECIFIED) {
    states.push_back(static_cast<MoveState>(request.state()));
  }
  const std::string question = base::Cat(request.id(), "/", static_cast<int>(request.state()));
  ASSIGN_OR_RETURN(const base::Page page,
                   base::ReadPage(request.page_size(), request.page_token(), question, kSizes));
  ASSIGN_OR_RETURN(const auto moves,
                   plans_.List(request.id(), states, page.after, static_cast<int>(page.size) + 1));
  const size_t shown = std::min(moves.size(), page.size);
  for (size_t i = 0; i < shown; ++i) ToProto(moves[i], response->add_moves());
  if (moves.size() > shown) {
    response->set_next_page_token(base::TokenAfter(moves[shown - 1].dossier_code, question));
  }
  return absl::OkStatus();
}

}  // namespace motcua::routing
