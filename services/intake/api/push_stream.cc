#include "services/intake/api/push_stream.h"

#include <utility>

#include "libs/base/error.h"
#include "libs/rpc/status.h"
#include "services/intake/api/push_items.h"

namespace motcua::intake {
namespace {

// Items that may be on their way at once; a full group commit and one more that gathers.
constexpr size_t kMaxOnTheWay = 512;
// Nothing is told under this key: who waits for it is woken when the notifier closes.
constexpr char kClosing[] = "push";

}  // namespace

PushStream::PushStream(rpc::StreamMethod& method, rpc::Call call, Needs needs)
    : method_(method),
      place_(method.places().Take()),
      call_(std::move(call)),
      needs_(std::move(needs)) {
  if (place_ == nullptr) {
    finished_ = true;
    outcome_ = base::Overloaded("too many streams");
    Finish(rpc::ToGrpc(outcome_));
    return;
  }
  StartRead(&request_);
  subscription_ = needs_.events.Subscribe(kClosing, [this] { StopSoon(); });
  if (needs_.events.closed()) StopSoon();
}

// Hands on: whoever calls holds the notifier's lock, and the end of the stream takes it.
void PushStream::StopSoon() {
  const std::lock_guard lock(mutex_);
  if (finished_ || stopping_) return;
  stopping_ = method_.door().workers.Post([this] { Stop(); });
  closed_ = true;
  if (outcome_.ok()) outcome_ = absl::UnavailableError("the server is going down");
}

void PushStream::Stop() {
  std::unique_lock lock(mutex_);
  stopping_ = false;
  Proceed(std::move(lock));
}

void PushStream::OnReadDone(bool ok) {
  if (ok) return Accept();
  std::unique_lock lock(mutex_);
  reading_ = false;
  closed_ = true;
  Proceed(std::move(lock));
}

void PushStream::Accept() {
  if (!request_.province_code().empty()) province_code_ = request_.province_code();
  const absl::Status allowed = needs_.check_province(province_code_);
  std::unique_lock lock(mutex_);
  if (!allowed.ok() && !closed_) {
    closed_ = true;
    outcome_ = allowed;
  }
  if (!closed_) {
    ++unanswered_;
    lock.unlock();
    // Until this returns nothing else is read, so items are submitted in the order they came.
    SubmitProgress(needs_.store, province_code_, request_.progress(), needs_.clock.Now(),
                   [this](absl::StatusOr<motcua::sync::v1::Acknowledgement> ack) {
                     Acknowledge(std::move(ack));
                   });
    lock.lock();
  }
  reading_ = false;
  Proceed(std::move(lock));
}

void PushStream::Acknowledge(absl::StatusOr<motcua::sync::v1::Acknowledgement> ack) {
  std::unique_lock lock(mutex_);
  --unanswered_;
  if (ack.ok()) {
    ready_.push_back(*std::move(ack));
  } else {
    // The province begins again behind the last acknowledgement.
    closed_ = true;
    if (outcome_.ok()) outcome_ = ack.status();
  }
  Proceed(std::move(lock));
}

void PushStream::OnWriteDone(bool ok) {
  std::unique_lock lock(mutex_);
  writing_ = false;
  if (!ok) {
    closed_ = true;
    ready_.clear();
  }
  Proceed(std::move(lock));
}

void PushStream::Proceed(std::unique_lock<std::mutex> lock) {
  if (finished_) return;
  if (!writing_ && !ready_.empty()) {
    *response_.mutable_acknowledgement() = std::move(ready_.front());
    ready_.pop_front();
    writing_ = true;
    StartWrite(&response_);
  }
  if (!closed_ && !reading_ && unanswered_ + ready_.size() < kMaxOnTheWay) {
    reading_ = true;
    StartRead(&request_);
  }
  const bool quiet = !writing_ && ready_.empty() && unanswered_ == 0 && !stopping_;
  // A stream that we end does not wait for what the province might still say: the read that is
  // out fails when the stream has ended.
  const bool heard_all = !reading_ || !outcome_.ok();
  if (!closed_ || !quiet || !heard_all) return;
  finished_ = true;
  const grpc::Status status = rpc::ToGrpc(outcome_);
  lock.unlock();
  Finish(status);  // OnDone may delete this before it returns.
}

void PushStream::OnDone() {
  subscription_.reset();
  method_.Ended(call_, start_, outcome_);
  delete this;
}

}  // namespace motcua::intake
