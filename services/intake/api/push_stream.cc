#include "services/intake/api/push_stream.h"

#include <utility>

#include "libs/rpc/status.h"
#include "services/intake/api/push_items.h"

namespace motcua::intake {
namespace {

// Items that may be on their way at once; a full group commit and one more that gathers.
constexpr size_t kMaxOnTheWay = 512;

}  // namespace

PushStream::PushStream(rpc::Method& method, rpc::Call call, Needs needs)
    : method_(method), call_(std::move(call)), needs_(std::move(needs)) {
  StartRead(&request_);
}

void PushStream::OnReadDone(bool ok) {
  if (ok) return Accept();
  const std::lock_guard lock(mutex_);
  reading_ = false;
  closed_ = true;
  Proceed();
}

void PushStream::Accept() {
  if (!request_.province_code().empty()) province_code_ = request_.province_code();
  const absl::Status allowed = needs_.check_province(province_code_);
  {
    const std::lock_guard lock(mutex_);
    reading_ = false;
    if (!allowed.ok() && !closed_) {
      closed_ = true;
      outcome_ = allowed;
    }
    if (closed_) return Proceed();
    ++unanswered_;
  }
  SubmitProgress(needs_.store, province_code_, request_.progress(), needs_.clock.Now(),
                 [this](absl::StatusOr<motcua::sync::v1::Acknowledgement> ack) {
                   Acknowledge(std::move(ack));
                 });
  const std::lock_guard lock(mutex_);
  Proceed();
}

void PushStream::Acknowledge(absl::StatusOr<motcua::sync::v1::Acknowledgement> ack) {
  const std::lock_guard lock(mutex_);
  --unanswered_;
  if (ack.ok()) {
    ready_.push_back(*std::move(ack));
  } else {
    // The province begins again behind the last acknowledgement.
    closed_ = true;
    if (outcome_.ok()) outcome_ = ack.status();
  }
  Proceed();
}

void PushStream::OnWriteDone(bool ok) {
  const std::lock_guard lock(mutex_);
  writing_ = false;
  if (!ok) {
    closed_ = true;
    ready_.clear();
  }
  Proceed();
}

void PushStream::Proceed() {
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
  const bool quiet = !writing_ && ready_.empty() && unanswered_ == 0;
  if (closed_ && quiet && !reading_) {
    finished_ = true;
    Finish(rpc::ToGrpc(outcome_));
  }
}

void PushStream::OnDone() {
  method_.Ended(call_, start_, outcome_);
  delete this;
}

}  // namespace motcua::intake
