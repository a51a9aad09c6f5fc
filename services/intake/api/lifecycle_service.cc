#include "services/intake/api/lifecycle_service.h"

#include <utility>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "services/intake/api/access.h"
#include "services/intake/api/answers.h"
#include "services/intake/api/convert.h"

namespace motcua::intake {
namespace {

bool CountsAnew(Act act) {
  return act == Act::kAccept || act == Act::kSupplement;
}

absl::Status LostRace() {
  return base::Refusal(absl::StatusCode::kAborted, "LOST_RACE",
                       "Hồ sơ vừa thay đổi, vui lòng thử lại.",
                       "The dossier has just changed, please try again.");
}

}  // namespace

grpc::ServerUnaryReactor* LifecycleService::AcceptDossier(grpc::CallbackServerContext* context,
                                                          const v1::AcceptDossierRequest* request,
                                                          v1::Dossier* response) {
  return Answer(accept_, Act::kAccept, context, request, response);
}

grpc::ServerUnaryReactor* LifecycleService::RefuseDossier(grpc::CallbackServerContext* context,
                                                          const v1::RefuseDossierRequest* request,
                                                          v1::Dossier* response) {
  return Answer(refuse_, Act::kRefuse, context, request, response);
}

grpc::ServerUnaryReactor* LifecycleService::RequestSupplement(
    grpc::CallbackServerContext* context, const v1::RequestSupplementRequest* request,
    v1::Dossier* response) {
  return Answer(request_supplement_, Act::kRequestSupplement, context, request, response);
}

grpc::ServerUnaryReactor* LifecycleService::SupplementDossier(
    grpc::CallbackServerContext* context, const v1::SupplementDossierRequest* request,
    v1::Dossier* response) {
  return Answer(supplement_, Act::kSupplement, context, request, response);
}

grpc::ServerUnaryReactor* LifecycleService::StartProcessing(
    grpc::CallbackServerContext* context, const v1::StartProcessingRequest* request,
    v1::Dossier* response) {
  return Answer(start_processing_, Act::kStartProcessing, context, request, response);
}

grpc::ServerUnaryReactor* LifecycleService::RequestPayment(grpc::CallbackServerContext* context,
                                                           const v1::RequestPaymentRequest* request,
                                                           v1::Dossier* response) {
  return Answer(request_payment_, Act::kRequestPayment, context, request, response);
}

grpc::ServerUnaryReactor* LifecycleService::ConfirmPayment(grpc::CallbackServerContext* context,
                                                           const v1::ConfirmPaymentRequest* request,
                                                           v1::Dossier* response) {
  return Answer(confirm_payment_, Act::kConfirmPayment, context, request, response);
}

grpc::ServerUnaryReactor* LifecycleService::RequestWithdrawal(
    grpc::CallbackServerContext* context, const v1::RequestWithdrawalRequest* request,
    v1::Dossier* response) {
  return Answer(request_withdrawal_, Act::kRequestWithdrawal, context, request, response);
}

grpc::ServerUnaryReactor* LifecycleService::RefuseWithdrawal(
    grpc::CallbackServerContext* context, const v1::RefuseWithdrawalRequest* request,
    v1::Dossier* response) {
  return Answer(refuse_withdrawal_, Act::kRefuseWithdrawal, context, request, response);
}

grpc::ServerUnaryReactor* LifecycleService::StopDossier(grpc::CallbackServerContext* context,
                                                        const v1::StopDossierRequest* request,
                                                        v1::Dossier* response) {
  return Answer(stop_, Act::kStop, context, request, response);
}

grpc::ServerUnaryReactor* LifecycleService::ExtendDossier(grpc::CallbackServerContext* context,
                                                          const v1::ExtendDossierRequest* request,
                                                          v1::Dossier* response) {
  return Answer(extend_, Act::kExtend, context, request, response);
}

grpc::ServerUnaryReactor* LifecycleService::CompleteDossier(
    grpc::CallbackServerContext* context, const v1::CompleteDossierRequest* request,
    v1::Dossier* response) {
  return Answer(complete_, Act::kComplete, context, request, response);
}

grpc::ServerUnaryReactor* LifecycleService::ReworkDossier(grpc::CallbackServerContext* context,
                                                          const v1::ReworkDossierRequest* request,
                                                          v1::Dossier* response) {
  return Answer(rework_, Act::kRework, context, request, response);
}

grpc::ServerUnaryReactor* LifecycleService::ReturnResult(grpc::CallbackServerContext* context,
                                                         const v1::ReturnResultRequest* request,
                                                         v1::Dossier* response) {
  return Answer(return_result_, Act::kReturnResult, context, request, response);
}

void LifecycleService::Do(const rpc::Call& call, Ask ask, v1::Dossier* response,
                          const rpc::Done& done) {
  absl::StatusOr<RequestKey> key =
      KeyOf(KeyHolder(call, ask.tracking_token), ask.request_id, ask.body);
  if (!key.ok()) return done(key.status());
  // A retry is answered from what is kept, whatever has become of the dossier and of others since.
  absl::StatusOr<std::optional<std::string>> kept = needs_.store.FindAnswer(*key);
  if (!kept.ok()) return done(kept.status());
  if (*kept) return AnswerInto(response, done)(Outcome{**kept, true});
  absl::StatusOr<Command> command = Decided(call, std::move(ask), *std::move(key));
  if (!command.ok()) return done(command.status());
  needs_.store.Submit(*std::move(command), AnswerInto(response, done));
}

absl::StatusOr<Command> LifecycleService::Decided(const rpc::Call& call, Ask ask, RequestKey key) {
  const Act act = ask.deed.act;
  const unsigned roles = RolesOf(act);
  ASSIGN_OR_RETURN(const Dossier read, needs_.store.Get(ask.code));
  RETURN_IF_ERROR(CheckMayAct(read, roles, call, ask.tracking_token));
  RETURN_IF_ERROR(CheckHasEtag(ask.etag));
  RETURN_IF_ERROR(CheckDeed(ask.deed));
  RETURN_IF_ERROR(CheckPapers(needs_.store, ask.deed.papers, OwnerOf(call)));
  ask.deed.time = needs_.clock.Now();
  // Nobody is asked for an act that is refused as things stand: the commit will tell why.
  const Actor actor = ActorOf(call, read, ask.tracking_token);
  if (CountsAnew(act) && CheckEtag(read, ask.etag).ok() && Perform(read, ask.deed, actor).ok()) {
    ASSIGN_OR_RETURN(ask.deed.count, CountAnew(read, ask.deed.time, call));
  }
  Change change;
  change.key = std::move(key);
  change.code = ask.code;
  change.kind = act == Act::kExtend ? Event::Kind::kExtended : Event::Kind::kStatusChanged;
  change.actor = NameOf(call);
  change.time = ask.deed.time;
  change.tell = [deed = ask.deed](const Dossier& before, const Dossier& after, Event& event) {
    Tell(deed, before.status, after, event);
  };
  change.decide = [call, ask, roles,
                   seen = read.version](Dossier dossier) -> absl::StatusOr<Dossier> {
    RETURN_IF_ERROR(CheckMayAct(dossier, roles, call, ask.tracking_token));
    RETURN_IF_ERROR(CheckEtag(dossier, ask.etag));
    // The limit was counted for the dossier as it was read.
    if (CountsAnew(ask.deed.act) && dossier.version != seen) return LostRace();
    const Actor now = ActorOf(call, dossier, ask.tracking_token);
    return Perform(std::move(dossier), ask.deed, now);
  };
  change.answer = [](const Dossier& dossier) {
    v1::Dossier out;
    ToProto(dossier, &out);
    return out.SerializeAsString();
  };
  return change;
}

absl::StatusOr<Count> LifecycleService::CountAnew(const Dossier& dossier, absl::Time start,
                                                  const rpc::Call& call) {
  const std::string day = base::FormatDate(base::DayOf(dossier.create_time));
  const absl::StatusOr<ProcedureTerms> terms =
      needs_.procedures.TermsOf(dossier.procedure_code, day, call);
  // It was there at filing, and what the catalogue once published it keeps.
  if (absl::IsInvalidArgument(terms.status())) {
    return absl::DataLossError(base::Cat("no terms of ", dossier.procedure_code, " on ", day));
  }
  RETURN_IF_ERROR(terms.status());
  return needs_.competence.CountLimit(LimitFor(*terms, dossier.channel), start,
                                      dossier.competent.unit_code, call);
}

}  // namespace motcua::intake
