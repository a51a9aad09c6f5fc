#include "services/intake/api/intake_service.h"

#include <algorithm>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/page.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "services/intake/api/access.h"
#include "services/intake/api/answers.h"
#include "services/intake/api/convert.h"
#include "services/intake/domain/rating.h"

namespace motcua::intake {
namespace {

constexpr int kStreamBatch = 100;
constexpr base::PageSizes kPageSizes = {50, 100};

}  // namespace

grpc::ServerUnaryReactor* IntakeService::GetDossier(grpc::CallbackServerContext* context,
                                                    const v1::GetDossierRequest* request,
                                                    v1::Dossier* response) {
  return get_dossier_.Unary(
      context, [=, this](const rpc::Call& call) { return Get(call, *request, response); });
}

grpc::ServerUnaryReactor* IntakeService::ListDossierEvents(
    grpc::CallbackServerContext* context, const v1::ListDossierEventsRequest* request,
    v1::ListDossierEventsResponse* response) {
  return list_dossier_events_.Unary(
      context, [=, this](const rpc::Call& call) { return ListEvents(call, *request, response); });
}

grpc::ServerUnaryReactor* IntakeService::RateDossier(grpc::CallbackServerContext* context,
                                                     const v1::RateDossierRequest* request,
                                                     v1::Dossier* response) {
  return rate_dossier_.Async(context, [=, this](const rpc::Call& call, const rpc::Done& done) {
    Rate(call, *request, response, done);
  });
}

grpc::ServerWriteReactor<v1::DossierEvent>* IntakeService::StreamDossierEvents(
    grpc::CallbackServerContext* context, const v1::StreamDossierEventsRequest* request) {
  const rpc::Call call = rpc::Receive(*context, door_.seal, door_.margin);
  // The dossier is opened on the first read, on a worker; `seen` belongs to the reads, one at a
  // time.
  struct State {
    std::optional<Dossier> dossier;
    int64_t seen = 0;
  };
  auto state = std::make_shared<State>();
  auto read = [this, call, request, state]() -> absl::StatusOr<std::vector<v1::DossierEvent>> {
    if (!state->dossier) {
      if (!request->last_event_id().empty() &&
          !base::ParseInt(request->last_event_id(), &state->seen)) {
        return base::InvalidField("Last-Event-ID", "INVALID_FORMAT", "Phải là một số.",
                                  "This is a number.");
      }
      ASSIGN_OR_RETURN(state->dossier, Open(call, request->code(), request->tracking_token()));
    }
    ASSIGN_OR_RETURN(const std::vector<Event> events,
                     needs_.store.EventsOf(*state->dossier, state->seen, kStreamBatch));
    std::vector<v1::DossierEvent> batch(events.size());
    for (size_t i = 0; i < events.size(); ++i) ToProto(events[i], &batch[i]);
    if (!events.empty()) state->seen = events.back().sequence;
    return batch;
  };
  return rpc::Follower<v1::DossierEvent>::Begin(stream_dossier_events_, call, needs_.events,
                                                request->code(), std::move(read));
}

absl::StatusOr<Dossier> IntakeService::Open(const rpc::Call& call, const std::string& code,
                                            const std::string& tracking_token) {
  ASSIGN_OR_RETURN(Dossier dossier, needs_.store.Get(code));
  RETURN_IF_ERROR(CheckMayOpen(dossier, call, tracking_token));
  return dossier;
}

absl::Status IntakeService::Get(const rpc::Call& call, const v1::GetDossierRequest& request,
                                v1::Dossier* response) {
  ASSIGN_OR_RETURN(const Dossier dossier, Open(call, request.code(), request.tracking_token()));
  ToProto(dossier, response);
  return absl::OkStatus();
}

absl::Status IntakeService::ListEvents(const rpc::Call& call,
                                       const v1::ListDossierEventsRequest& request,
                                       v1::ListDossierEventsResponse* response) {
  ASSIGN_OR_RETURN(const base::Page page, base::ReadPage(request.page_size(), request.page_token(),
                                                         request.code(), kPageSizes));
  int64_t after = 0;
  if (!page.after.empty() && !base::ParseInt(page.after, &after)) return base::WrongPageToken();
  ASSIGN_OR_RETURN(const Dossier dossier, Open(call, request.code(), request.tracking_token()));
  ASSIGN_OR_RETURN(const std::vector<Event> events,
                   needs_.store.EventsOf(dossier, after, static_cast<int>(page.size) + 1));
  const size_t shown = std::min(events.size(), page.size);
  for (size_t i = 0; i < shown; ++i) ToProto(events[i], response->add_events());
  if (events.size() > shown) {
    response->set_next_page_token(
        base::TokenAfter(base::Cat(events[shown - 1].sequence), request.code()));
  }
  return absl::OkStatus();
}

void IntakeService::Rate(const rpc::Call& call, const v1::RateDossierRequest& request,
                         v1::Dossier* response, const rpc::Done& done) {
  absl::StatusOr<RequestKey> key =
      KeyOf(KeyHolder(call, request.tracking_token()), request.request_id(),
            base::Cat("RateDossier\n", request.code(), "\n", request.rating().SerializeAsString()));
  if (!key.ok()) return done(key.status());
  // Strangers are turned away before they take up a place among those who write.
  const absl::StatusOr<Dossier> read = needs_.store.Get(request.code());
  if (!read.ok()) return done(read.status());
  const absl::Status allowed = CheckApplicant(*read, call, request.tracking_token());
  if (!allowed.ok()) return done(allowed);
  const absl::Time now = needs_.clock.Now();
  Change change;
  change.key = *std::move(key);
  change.code = request.code();
  change.kind = Event::Kind::kRated;
  change.actor = NameOf(call);
  change.decide = [call, token = request.tracking_token(), rating = request.rating(),
                   now](Dossier dossier) -> absl::StatusOr<Dossier> {
    RETURN_IF_ERROR(CheckApplicant(dossier, call, token));
    return intake::Rate(std::move(dossier), rating.score(), rating.comment(), now);
  };
  change.answer = [](const Dossier& dossier) {
    v1::Dossier out;
    ToProto(dossier, &out);
    return out.SerializeAsString();
  };
  needs_.store.Submit(std::move(change), AnswerInto(response, done));
}

}  // namespace motcua::intake
