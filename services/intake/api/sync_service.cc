#include "services/intake/api/sync_service.h"

#include <algorithm>
#include <cctype>
#include <memory>
#include <mutex>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/follower.h"
#include "services/intake/api/convert.h"
#include "services/intake/api/push_items.h"
#include "services/intake/api/push_stream.h"

namespace motcua::intake {
namespace {

namespace sync = motcua::sync::v1;

constexpr int kMaxItems = 500;
constexpr int kDefaultItems = 100;

// Whether the province of the event has not had the dossier before.
bool BringsDossier(const Event& event) {
  return event.kind == Event::Kind::kFiled ||
         (event.is_mirror() && event.handover &&
          event.handover->to.province_code == event.province_code &&
          event.handover->from.province_code != event.province_code);
}

}  // namespace

absl::Status SyncService::CheckProvince(const std::string& province_code) const {
  if (!needs_.trust_claims) {
    return base::Refusal(absl::StatusCode::kUnauthenticated, "NO_CERTIFICATE",
                         "Chưa xác thực được hệ thống của tỉnh.",
                         "The provincial system has not proved who it is.");
  }
  const bool digits = std::all_of(province_code.begin(), province_code.end(),
                                  [](unsigned char c) { return std::isdigit(c) != 0; });
  if (province_code.size() != 2 || !digits) {
    return base::InvalidField("province_code", "INVALID_FORMAT", "Mã tỉnh gồm hai chữ số.",
                              "A province's code has two digits.");
  }
  return absl::OkStatus();
}

grpc::ServerBidiReactor<sync::PushRequest, sync::PushResponse>* SyncService::Push(
    grpc::CallbackServerContext* context) {
  return new PushStream(push_, rpc::Receive(*context, door_.seal, door_.margin),
                        {needs_.store, needs_.events, needs_.clock,
                         [this](const std::string& code) { return CheckProvince(code); }});
}

grpc::ServerWriteReactor<sync::PullResponse>* SyncService::Pull(
    grpc::CallbackServerContext* context, const sync::PullRequest* request) {
  const rpc::Call call = rpc::Receive(*context, door_.seal, door_.margin);
  auto after = std::make_shared<int64_t>(request->after_sequence());
  auto read = [this, request, after]() -> absl::StatusOr<std::vector<sync::PullResponse>> {
    RETURN_IF_ERROR(CheckProvince(request->province_code()));
    ASSIGN_OR_RETURN(auto events, Read(request->province_code(), *after, kDefaultItems));
    if (!events.empty()) *after = events.back().event().sequence();
    return events;
  };
  return rpc::Follower<sync::PullResponse>::Begin(pull_, call, needs_.events,
                                                  request->province_code(), std::move(read));
}

grpc::ServerUnaryReactor* SyncService::PushBatch(grpc::CallbackServerContext* context,
                                                 const sync::PushBatchRequest* request,
                                                 sync::PushBatchResponse* response) {
  return push_batch_.Async(context, [=, this](const rpc::Call&, const rpc::Done& done) {
    PushAll(*request, response, done);
  });
}

grpc::ServerUnaryReactor* SyncService::PullBatch(grpc::CallbackServerContext* context,
                                                 const sync::PullBatchRequest* request,
                                                 sync::PullBatchResponse* response) {
  return pull_batch_.Unary(context, [=, this](const rpc::Call&) -> absl::Status {
    RETURN_IF_ERROR(CheckProvince(request->province_code()));
    const int limit = request->limit() <= 0 ? kDefaultItems : std::min(request->limit(), kMaxItems);
    ASSIGN_OR_RETURN(auto events, Read(request->province_code(), request->after_sequence(), limit));
    for (sync::PullResponse& event : events) *response->add_events() = std::move(event);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* SyncService::GetStanding(grpc::CallbackServerContext* context,
                                                   const sync::GetStandingRequest* request,
                                                   sync::Standing* response) {
  return get_standing_.Unary(context, [=, this](const rpc::Call&) -> absl::Status {
    RETURN_IF_ERROR(CheckProvince(request->province_code()));
    ASSIGN_OR_RETURN(const Standing standing, needs_.store.GetStanding(request->province_code()));
    response->set_province_code(request->province_code());
    response->set_last_sequence(standing.last_sequence);
    response->set_pulled_sequence(standing.pulled_sequence);
    response->set_pushed_sequence(standing.pushed_sequence);
    response->set_refused_count(standing.refused_count);
    return absl::OkStatus();
  });
}

void SyncService::PushAll(const sync::PushBatchRequest& request, sync::PushBatchResponse* response,
                          const rpc::Done& done) {
  absl::Status status = CheckProvince(request.province_code());
  if (status.ok() && request.progress_size() > kMaxItems) {
    status =
        base::InvalidField("progress", "TOO_MANY", "Nhiều quá 500 mục.", "More than 500 items.");
  }
  if (!status.ok() || request.progress_size() == 0) return done(status);
  // Acknowledgements come in order, on the committer's thread or on this one: never two at once for
  // one slot, and the last one finishes the call.
  struct Batch {
    std::mutex mutex;
    absl::Status fault;
    int left = 0;
  };
  auto batch = std::make_shared<Batch>();
  // Behind the last item the call may be over, and the request with it.
  const int count = request.progress_size();
  batch->left = count;
  for (int i = 0; i < count; ++i) response->add_acknowledgements();
  for (int i = 0; i < count; ++i) {
    SubmitProgress(needs_.store, request.province_code(), request.progress(i), needs_.clock.Now(),
                   [batch, response, done, i](absl::StatusOr<sync::Acknowledgement> ack) {
                     std::unique_lock lock(batch->mutex);
                     if (ack.ok()) {
                       *response->mutable_acknowledgements(i) = *std::move(ack);
                     } else if (batch->fault.ok()) {
                       batch->fault = ack.status();
                     }
                     if (--batch->left > 0) return;
                     lock.unlock();
                     done(batch->fault);
                   });
  }
}

absl::StatusOr<std::vector<sync::PullResponse>> SyncService::Read(const std::string& province_code,
                                                                  int64_t after, int limit) {
  ASSIGN_OR_RETURN(const Standing standing, needs_.store.GetStanding(province_code));
  if (after < 0 || after > standing.last_sequence) {
    return base::Refusal(absl::StatusCode::kOutOfRange, "CURSOR_AHEAD",
                         "Con trỏ ở sau sự kiện cuối cùng của nhật ký.",
                         "The cursor is beyond the last event of the log.");
  }
  if (after > standing.pulled_sequence) NotePulled(province_code, after);
  ASSIGN_OR_RETURN(const auto entries, needs_.store.EventsIn(province_code, after, limit));
  std::vector<sync::PullResponse> events(entries.size());
  for (size_t i = 0; i < entries.size(); ++i) {
    ToProto(entries[i].event, events[i].mutable_event());
    if (BringsDossier(entries[i].event)) {
      ToProto(entries[i].dossier, events[i].mutable_dossier());
    }
  }
  return events;
}

void SyncService::NotePulled(const std::string& province_code, int64_t sequence) {
  // A note for the standing: losing one is no harm, the next one says more.
  needs_.store.Submit(PullMark{province_code, sequence}, [](const auto&) {});
}

}  // namespace motcua::intake
