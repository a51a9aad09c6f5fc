#include "services/intake/api/move_service.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/error.h"
#include "libs/base/ids.h"
#include "libs/base/page.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/rpc/status.h"
#include "libs/rpc/timestamp.h"
#include "services/intake/api/access.h"
#include "services/intake/api/convert.h"
#include "services/intake/clients/competence.h"
#include "services/intake/domain/move.h"

namespace motcua::intake {
namespace {

using Result = v1::MoveDossiersResponse::Result;

constexpr int kMaxMoves = 256;
constexpr size_t kMaxPlanBytes = 100;
constexpr base::PageSizes kPageSizes = {200, 500};

absl::Status CheckPlan(const v1::MoveDossiersRequest& request) {
  const std::string& plan = request.plan_id();
  const bool plain = std::ranges::all_of(plan, [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.';
  });
  if (plan.empty() || plan.size() > kMaxPlanBytes || !plain) {
    return base::InvalidField("plan_id", "INVALID_FORMAT", "Mã phương án không hợp lệ.",
                              "This is no id of a plan.");
  }
  if (request.moves_size() == 0 || request.moves_size() > kMaxMoves) {
    return base::InvalidField("moves", "OUT_OF_RANGE", "Mỗi lần từ 1 đến 256 hồ sơ.",
                              "1 to 256 dossiers at a time.");
  }
  return absl::OkStatus();
}

Move FromProto(const v1::MoveDossiersRequest::Move& move) {
  Move out;
  out.from_agency = move.from_agency_code();
  out.to = intake::FromProto(move.to());
  if (move.has_due_time()) out.due_time = rpc::FromTimestamp(move.due_time());
  out.basis = move.basis();
  out.reason = move.reason();
  return out;
}

// What a refusal means for the plan.
void Fill(const absl::Status& status, Result* result) {
  const auto problem = base::ProblemOf(status);
  const std::string reason = problem ? problem->reason : std::string();
  if (reason == "ENDED") {
    result->set_outcome(Result::ENDED);
  } else if (reason == "ELSEWHERE") {
    result->set_outcome(Result::ELSEWHERE);
  } else if (absl::IsNotFound(status)) {
    result->set_outcome(Result::NOT_FOUND);
  } else {
    rpc::ToProto(status, result->mutable_error());
  }
}

void ToProto(const Dossier& dossier, v1::InFlight* out) {
  out->set_code(dossier.code);
  out->set_procedure_code(dossier.procedure_code);
  out->set_procedure_version(dossier.procedure_version);
  out->set_unit_code(dossier.unit_code);
  out->set_status(static_cast<v1::Dossier::Status>(dossier.status));
  ToProto(dossier.competent, out->mutable_competent());
  ToProto(dossier.receiving, out->mutable_receiving());
  *out->mutable_create_time() = rpc::ToTimestamp(dossier.create_time);
  if (dossier.due_time) *out->mutable_due_time() = rpc::ToTimestamp(*dossier.due_time);
}

}  // namespace

grpc::ServerUnaryReactor* MoveService::ListInFlight(grpc::CallbackServerContext* context,
                                                    const v1::ListInFlightRequest* request,
                                                    v1::ListInFlightResponse* response) {
  return list_in_flight_.Unary(context, [=, this](const rpc::Call& call) -> absl::Status {
    RETURN_IF_ERROR(CheckService(call));
    return List(*request, response);
  });
}

grpc::ServerUnaryReactor* MoveService::MoveDossiers(grpc::CallbackServerContext* context,
                                                    const v1::MoveDossiersRequest* request,
                                                    v1::MoveDossiersResponse* response) {
  return move_dossiers_.Async(context, [=, this](const rpc::Call& call, const rpc::Done& done) {
    absl::Status allowed = CheckService(call);
    if (allowed.ok()) allowed = CheckPlan(*request);
    if (!allowed.ok()) return done(allowed);
    MoveAll(*request, response, done);
  });
}

absl::Status MoveService::List(const v1::ListInFlightRequest& request,
                               v1::ListInFlightResponse* response) {
  const std::string& agency = request.competent_agency_code();
  if (agency.empty()) {
    return base::InvalidField("competent_agency_code", "REQUIRED", "Thiếu mã cơ quan.",
                              "The authority's code is missing.");
  }
  ASSIGN_OR_RETURN(const base::Page page,
                   base::ReadPage(request.page_size(), request.page_token(), agency, kPageSizes));
  std::string_view after = page.after;
  const std::string home(base::TakeUntil(after, '/'));
  ASSIGN_OR_RETURN(
      const std::vector<Dossier> dossiers,
      store_.InFlight(agency, home, std::string(after), static_cast<int>(page.size) + 1));
  const size_t shown = std::min(dossiers.size(), page.size);
  for (size_t i = 0; i < shown; ++i) ToProto(dossiers[i], response->add_dossiers());
  if (dossiers.size() > shown) {
    const Dossier& last = dossiers[shown - 1];
    response->set_next_page_token(base::TokenAfter(base::Cat(last.home(), "/", last.code), agency));
  }
  return absl::OkStatus();
}

void MoveService::MoveAll(const v1::MoveDossiersRequest& request,
                          v1::MoveDossiersResponse* response, const rpc::Done& done) {
  // All at once, so that they share commits; the last one finishes the call.
  const int count = request.moves_size();
  for (int i = 0; i < count; ++i) response->add_results();
  const auto left = std::make_shared<std::atomic<int>>(count);
  for (int i = 0; i < count; ++i) {
    MoveOne(request.plan_id(), request.moves(i), response->mutable_results(i), [left, done] {
      if (--*left == 0) done(absl::OkStatus());
    });
  }
}

void MoveService::MoveOne(const std::string& plan_id, const v1::MoveDossiersRequest::Move& move,
                          Result* result, const std::function<void()>& done) {
  const Move asked = FromProto(move);
  if (const absl::Status form = CheckMove(asked); !form.ok()) {
    Fill(form, result);
    return done();
  }
  Change change;
  change.key = {base::Cat("PLAN/", plan_id), move.dossier_code(),
                base::Sha256Hex(move.SerializeAsString())};
  change.code = move.dossier_code();
  change.kind = Event::Kind::kMoved;
  change.decide = [asked](Dossier dossier) { return MoveTo(std::move(dossier), asked); };
  change.answer = [](const Dossier&) { return std::string(); };
  change.note = asked.reason;
  change.basis = asked.basis;
  change.time = clock_.Now();
  store_.Submit(std::move(change), [result, done](const absl::StatusOr<Outcome>& outcome) {
    if (outcome.ok()) {
      result->set_outcome(outcome->repeated ? Result::ALREADY_MOVED : Result::MOVED);
    } else {
      Fill(outcome.status(), result);
    }
    done();
  });
}

}  // namespace motcua::intake
