#include "services/routing/api/replanner.h"

#include <utility>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/rpc/status.h"

namespace motcua::routing {
namespace {

using Result = Dossiers::Result;

// Where the reading of the desks stands: which of the sources, and the page of its desk.
struct Cursor {
  size_t source = 0;
  std::string page_token;
};

absl::StatusOr<Cursor> ReadCursor(std::string_view text) {
  Cursor cursor;
  if (text.empty()) return cursor;
  if (!base::ParseInt(base::TakeUntil(text, '/'), &cursor.source)) {
    return absl::DataLossError("plans: not a cursor of this program");
  }
  cursor.page_token = text;
  return cursor;
}

std::string ReasonOf(const Proposal& proposal) {
  return base::Cat(proposal.reason, " ", proposal.reason_en);
}

// Whether asking again may help.
bool MayPass(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ||
         absl::IsResourceExhausted(status) || absl::IsAborted(status) ||
         absl::IsCancelled(status) || absl::IsInternal(status) || absl::IsDataLoss(status);
}

// Whether the plan is not where it was any more.
bool IsOvertaken(const absl::Status& status) {
  const auto problem = base::ProblemOf(status);
  return problem && problem->reason == "PLAN_STATE";
}

// What intake's results mean for the moves that they answer: those that ended, and the first error
// after which to ask again.
absl::Status Sort(const std::vector<PlannedMove>& moves, const std::vector<Result>& results,
                  MoveState from, MoveState done, MoveState failed, std::vector<Settled>* settled) {
  absl::Status first;
  for (size_t i = 0; i < moves.size(); ++i) {
    Settled one{moves[i].dossier_code, from, failed, Result::Outcome_Name(results[i].outcome())};
    switch (results[i].outcome()) {
      case Result::MOVED:
      case Result::ALREADY_MOVED:
        one.to = done;
        one.note.clear();
        break;
      case Result::ENDED:
      case Result::ELSEWHERE:
      case Result::NOT_FOUND: break;
      default: {
        const absl::Status status = rpc::FromProto(results[i].error());
        if (MayPass(status)) {
          if (first.ok()) first = status;
          continue;
        }
        const auto problem = base::ProblemOf(status);
        one.note = problem ? problem->reason : std::string(status.message());
      }
    }
    settled->push_back(std::move(one));
  }
  return first;
}

}  // namespace

absl::Status Replanner::Preview(const std::string& id, const Proposal& proposal,
                                const std::string& text, const rpc::Call& call) {
  absl::StatusOr<KeptPlan> plan = needs_.plans.Get(id);
  if (absl::IsNotFound(plan.status())) {
    RETURN_IF_ERROR(CheckProposal(proposal, *needs_.tables.Get()));
    absl::Status created =
        needs_.plans.Create({id, text, PlanState::kPreviewing, "", needs_.clock.Now()});
    if (!created.ok() && !absl::IsAlreadyExists(created)) return created;
    plan = needs_.plans.Get(id);
  }
  RETURN_IF_ERROR(plan.status());
  if (plan->proposal != text) {
    return base::Refusal(absl::StatusCode::kFailedPrecondition, "PLAN_ID_TAKEN",
                         "Mã này đã dùng cho một phương án khác.",
                         "This id stands for another proposal.");
  }
  for (int page = 0; page < kPages && plan->state == PlanState::kPreviewing; ++page) {
    absl::Status status = PreviewOn(*plan, proposal, call);
    if (!status.ok() && !IsOvertaken(status)) return status;
    ASSIGN_OR_RETURN(plan, needs_.plans.Get(id));
  }
  return absl::OkStatus();
}

absl::Status Replanner::PreviewOn(const KeptPlan& plan, const Proposal& proposal,
                                  const rpc::Call& call) {
  ASSIGN_OR_RETURN(const bool more, Scan(plan, proposal, call));
  if (more) return absl::OkStatus();
  return needs_.plans.Enter(plan.id, {PlanState::kPreviewing}, PlanState::kPreviewed);
}

absl::Status Replanner::Apply(const std::string& id, const Proposal& proposal,
                              const rpc::Call& call) {
  for (int batch = 0; batch < kBatches; ++batch) {
    ASSIGN_OR_RETURN(const KeptPlan plan, needs_.plans.Get(id));
    if (plan.state == PlanState::kApplied) return absl::OkStatus();
    if (!MayApply(plan.state)) return PlanInState(plan.state);
    absl::Status status = ApplyOn(plan, proposal, call);
    // Somebody else has gone on with it meanwhile: so does this.
    if (!status.ok() && !IsOvertaken(status)) return status;
  }
  return absl::OkStatus();
}

absl::Status Replanner::ApplyOn(const KeptPlan& plan, const Proposal& proposal,
                                const rpc::Call& call) {
  const auto enter = [&](PlanState to) { return needs_.plans.Enter(plan.id, {plan.state}, to); };
  if (plan.state == PlanState::kPreviewed) return enter(PlanState::kApplying);
  if (plan.state == PlanState::kApplying) {
    ASSIGN_OR_RETURN(const auto moves, needs_.plans.Take(plan.id, Dossiers::kMaxMoves));
    if (moves.empty()) return enter(PlanState::kCatchingUp);
    return Send(plan.id, proposal, moves, call);
  }
  ASSIGN_OR_RETURN(const bool more, Scan(plan, proposal, call));
  if (more) return absl::OkStatus();
  ASSIGN_OR_RETURN(auto counts, needs_.plans.Count(plan.id));
  const bool done = counts[MoveState::kPlanned] + counts[MoveState::kSent] == 0;
  return enter(done ? PlanState::kApplied : PlanState::kApplying);
}

absl::Status Replanner::Undo(const std::string& id, const Proposal& proposal,
                             const rpc::Call& call) {
  ASSIGN_OR_RETURN(const KeptPlan plan, needs_.plans.Get(id));
  if (plan.state == PlanState::kUndone) return absl::OkStatus();
  // Whoever applies it at this moment may have brought it one state further.
  RETURN_IF_ERROR(needs_.plans.Enter(id, UndoableStates(), PlanState::kUndoing));
  for (int batch = 0; batch < kBatches; ++batch) {
    // What was sent has moved, or moves now: only then is it certain that no straggler moves it
    // after it went back.
    ASSIGN_OR_RETURN(const auto sent,
                     needs_.plans.List(id, {MoveState::kSent}, "", Dossiers::kMaxMoves));
    if (!sent.empty()) {
      RETURN_IF_ERROR(Send(id, proposal, sent, call));
      continue;
    }
    ASSIGN_OR_RETURN(const auto moved,
                     needs_.plans.List(id, {MoveState::kMoved}, "", Dossiers::kMaxMoves));
    if (moved.empty()) {
      return needs_.plans.Enter(id, {PlanState::kUndoing}, PlanState::kUndone);
    }
    RETURN_IF_ERROR(SendBack(id, proposal, moved, call));
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> Replanner::Scan(const KeptPlan& plan, const Proposal& proposal,
                                     const rpc::Call& call) {
  const std::vector<std::string> sources = SourcesOf(proposal);
  ASSIGN_OR_RETURN(Cursor cursor, ReadCursor(plan.cursor));
  if (cursor.source >= sources.size()) return false;
  ASSIGN_OR_RETURN(const Dossiers::Page page,
                   needs_.dossiers.List(sources[cursor.source], cursor.page_token, call));
  ASSIGN_OR_RETURN(const auto moves, PlanAll(proposal, page.dossiers, call));
  if (page.next_page_token.empty()) ++cursor.source;
  RETURN_IF_ERROR(needs_.plans.Add(plan, moves, plan.state,
                                   base::Cat(cursor.source, "/", page.next_page_token)));
  return true;
}

absl::StatusOr<std::vector<PlannedMove>> Replanner::PlanAll(const Proposal& proposal,
                                                            const std::vector<InFlight>& dossiers,
                                                            const rpc::Call& call) {
  const auto reference = needs_.tables.Get();
  std::vector<std::pair<const InFlight*, const Handover*>> taken;
  std::vector<Catalog::Key> keys;
  for (const InFlight& dossier : dossiers) {
    const Handover* const handover = HandoverOf(reference->gazetteer, proposal, dossier);
    if (handover == nullptr) continue;
    taken.emplace_back(&dossier, handover);
    if (handover->to_agency.empty()) keys.emplace_back(dossier.procedure, proposal.day);
  }
  const Catalog::Answers announced = needs_.catalog.AnnouncedOf(keys, call);
  std::vector<PlannedMove> moves;
  for (const auto& [dossier, handover] : taken) {
    const auto found = announced.find({dossier->procedure, proposal.day});
    const absl::StatusOr<Announced> of = found == announced.end() ? Announced() : found->second;
    if (absl::IsUnavailable(of.status()) || absl::IsDeadlineExceeded(of.status())) {
      return of.status();
    }
    auto move = PlanMove(*reference, proposal, *handover, *dossier, of);
    if (move) moves.push_back(*std::move(move));
  }
  return moves;
}

absl::Status Replanner::Send(const std::string& id, const Proposal& proposal,
                             const std::vector<PlannedMove>& moves, const rpc::Call& call) {
  std::vector<Dossiers::Move> asked;
  for (const PlannedMove& move : moves) {
    asked.push_back({move.dossier_code, move.from.code, move.to, move.due_after});
  }
  ASSIGN_OR_RETURN(const std::vector<Result> results,
                   needs_.dossiers.MoveAll(base::Cat("do.", id), asked, proposal.basis,
                                           ReasonOf(proposal), call));
  std::vector<Settled> settled;
  absl::Status again =
      Sort(moves, results, MoveState::kSent, MoveState::kMoved, MoveState::kSkipped, &settled);
  RETURN_IF_ERROR(needs_.plans.Settle(id, settled));
  return again;
}

absl::Status Replanner::SendBack(const std::string& id, const Proposal& proposal,
                                 const std::vector<PlannedMove>& moves, const rpc::Call& call) {
  std::vector<Dossiers::Move> asked;
  for (const PlannedMove& move : moves) {
    asked.push_back({move.dossier_code, move.to.code, move.from, move.due_before});
  }
  const std::string reason =
      base::Cat("Hoàn lại: ", proposal.reason, " Undone: ", proposal.reason_en);
  ASSIGN_OR_RETURN(
      const std::vector<Result> results,
      needs_.dossiers.MoveAll(base::Cat("undo.", id), asked, proposal.basis, reason, call));
  std::vector<Settled> settled;
  absl::Status again =
      Sort(moves, results, MoveState::kMoved, MoveState::kUndone, MoveState::kStayed, &settled);
  RETURN_IF_ERROR(needs_.plans.Settle(id, settled));
  return again;
}

}  // namespace motcua::routing
