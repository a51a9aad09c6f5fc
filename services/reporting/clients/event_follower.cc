#include "services/reporting/clients/event_follower.h"

#include <algorithm>
#include <chrono>

#include "libs/base/patience.h"
#include "libs/base/status_macros.h"
#include "libs/obs/log.h"
#include "libs/rpc/status.h"
#include "libs/rpc/timestamp.h"

namespace motcua::reporting {
namespace {

namespace feed = motcua::intake::v1;

constexpr std::chrono::milliseconds kBeforeRetry{200};
constexpr std::chrono::milliseconds kLongestRest{30'000};

Fact FromProto(const feed::FeedEvent& entry) {
  Fact fact;
  fact.province_code = entry.event().province_code();
  fact.sequence = entry.event().sequence();
  fact.kind = static_cast<Fact::Kind>(entry.event().kind());
  fact.dossier_code = entry.event().dossier_code();
  fact.status_code = entry.event().status_code();
  fact.time = rpc::FromTimestamp(entry.event().time());
  fact.procedure_code = entry.procedure_code();
  fact.receiving_unit = entry.receiving_unit_code();
  fact.competent_unit = entry.competent_unit_code();
  fact.competent_province = entry.competent_province_code();
  fact.channel = entry.channel();
  if (entry.has_due_time()) fact.due_time = rpc::FromTimestamp(entry.due_time());
  fact.rating_score = entry.rating_score();
  const std::string& home = entry.event().home_province_code();
  fact.is_mirror = !home.empty() && home != entry.event().province_code();
  return fact;
}

}  // namespace

EventFollower::EventFollower(const std::shared_ptr<grpc::Channel>& intake, const rpc::Seal& seal,
                             ProgressStore& store, obs::Metrics& metrics)
    : stub_(feed::EventFeedService::NewStub(intake)),
      seal_(seal),
      store_(store),
      applied_(metrics.AddCounter("motcua_reporting_events_total", "Events counted.")),
      following_(metrics.AddGauge("motcua_reporting_following",
                                  "1 while the event log is being followed.")),
      last_event_(metrics.AddGauge("motcua_reporting_last_event_timestamp_seconds",
                                   "Time of the last event counted.")),
      thread_([this] { Run(); }) {}

EventFollower::~EventFollower() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    if (stream_ != nullptr) stream_->TryCancel();
  }
  stop_changed_.notify_all();
  thread_.join();
}

void EventFollower::Run() {
  absl::StatusCode said = absl::StatusCode::kOk;  // Of the last line in the log.
  std::chrono::milliseconds rest = kBeforeRetry;
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    const absl::Status status = Follow();
    following_.Set(0);
    lock.lock();
    if (stopping_) return;
    // One line for each change, not one for each try. A log that is away comes back; one that
    // cannot be counted needs somebody to look.
    const bool is_away = absl::IsUnavailable(status) || absl::IsCancelled(status);
    if (last_follow_worked_) said = absl::StatusCode::kOk;
    if (said != status.code()) {
      obs::Log(is_away ? obs::Level::kWarn : obs::Level::kError, "event_log_lost")
          .Str("cause", std::string(status.message()));
    }
    said = status.code();
    rest = is_away || last_follow_worked_ ? kBeforeRetry : std::min(2 * rest, kLongestRest);
    stop_changed_.wait_for(lock, rest, [this] { return stopping_; });
  }
}

absl::Status EventFollower::Follow() {
  last_follow_worked_ = false;
  // Of each query, and of none once it is time to stop.
  const base::Patience patience(absl::InfiniteDuration(), [this] {
    const std::lock_guard lock(mutex_);
    return stopping_;
  });
  ASSIGN_OR_RETURN(const std::vector<Watermark> watermarks, store_.Watermarks());
  feed::FollowEventsRequest request;
  for (const Watermark& watermark : watermarks) {
    feed::Cursor* cursor = request.add_cursors();
    cursor->set_province_code(watermark.province_code);
    cursor->set_sequence(watermark.sequence);
  }
  grpc::ClientContext context;
  rpc::Call call;
  call.trace = obs::Trace::Begin();
  call.caller.set_subject("reporting");
  call.caller.set_kind(common::v1::Identity::SERVICE);
  rpc::Carry(call, seal_, &context);
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return absl::CancelledError("stopping");
    stream_ = &context;
  }
  absl::Status applied;
  feed::FollowEventsResponse batch;
  auto reader = stub_->FollowEvents(&context, request);
  if (!cannot_count_) following_.Set(1);
  while (applied.ok() && reader->Read(&batch)) {
    std::vector<Fact> facts;
    for (const feed::FeedEvent& entry : batch.events()) facts.push_back(FromProto(entry));
    applied = store_.Apply(facts);
    cannot_count_ = !applied.ok();
    if (cannot_count_) continue;
    last_follow_worked_ = true;
    following_.Set(1);
    if (facts.empty()) continue;
    applied_.Add(static_cast<double>(facts.size()));
    last_event_.Set(absl::ToDoubleSeconds(facts.back().time - absl::UnixEpoch()));
  }
  context.TryCancel();
  const absl::Status ended = rpc::FromGrpc(reader->Finish());
  const std::lock_guard lock(mutex_);
  stream_ = nullptr;
  return applied.ok() ? ended : applied;
}

}  // namespace motcua::reporting
