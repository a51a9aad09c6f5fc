#include "libs/rest/event_stream.h"

#include <utility>

#include "libs/base/error.h"
#include "libs/base/text.h"
#include "libs/obs/log.h"
#include "libs/rpc/status.h"

namespace motcua::rest {

void Event::Id(int64_t sequence) {
  text_ += base::Cat("id: ", sequence, "\n");
}

void Event::Name(std::string_view name) {
  if (name.empty()) return;
  text_ += "event: ";
  for (const char c : name) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    text_ += c == '_' ? '-' : is_upper ? static_cast<char>(c | 32) : c;
  }
  text_ += '\n';
}

EventStream::EventStream(std::unique_ptr<Visit> visit)
    : visit_(std::move(visit)), last_(visit_->desk().clock->Now()) {}

bool EventStream::TakePlace() {
  place_ = visit_->desk().streams->Take();
  if (place_ != nullptr) return true;
  visit_->Refuse(base::Overloaded("too many event streams"));
  return false;
}

void EventStream::Begin() {
  has_begun_ = true;
  http::Response head;
  head.headers = {{"Content-Type", "text/event-stream"},
                  {"Cache-Control", "no-store"},
                  {"X-Accel-Buffering", "no"}};
  visit_->Start(std::move(head));
  Write("retry: 2000\n\n");
}

bool EventStream::Write(std::string text) {
  last_ = visit_->desk().clock->Now();
  is_read_ = is_read_ && visit_->Write(std::move(text));
  return is_read_;
}

bool EventStream::Send(std::string event) {
  const std::lock_guard lock(mutex_);
  if (visit_ == nullptr) return false;
  if (!has_begun_) Begin();
  return Write(std::move(event));
}

void EventStream::Beat(absl::Time now, absl::Duration quiet) {
  bool is_read = true;
  {
    const std::lock_guard lock(mutex_);
    if (visit_ == nullptr) return;
    if (!has_begun_) {
      if (now - last_ >= quiet / kBeats) Begin();
    } else if (now - last_ >= quiet) {
      Write(":\n\n");
    }
    is_read = is_read_;
  }
  if (!is_read) Cancel();
}

void EventStream::End(const grpc::Status& status) {
  const std::lock_guard lock(mutex_);
  if (visit_ == nullptr) return;
  if (!has_begun_ && !status.ok()) {
    visit_->Refuse(rpc::FromGrpc(status));
  } else {
    if (!has_begun_) Begin();
    if (!status.ok() && status.error_code() != grpc::StatusCode::CANCELLED) {
      obs::Log(obs::Level::kWarn, "stream_cut")
          .Int("code", status.error_code())
          .Str("trace_id", visit_->call().trace.trace_id)
          .Str("request_id", visit_->call().request_id);
    }
    visit_->Finish();
  }
  place_.reset();
  visit_.reset();
}

}  // namespace motcua::rest
