#pragma once

#include <grpcpp/support/status.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "libs/rest/json_writer.h"
#include "libs/rest/visit.h"

namespace motcua::rest {

// One server-sent event (WHATWG HTML, 9.2.6), while it is made. In the order of the methods.
class Event {
 public:
  void Id(int64_t sequence);
  // `name` of an enum value; sent in lower-case-kebab.
  void Name(std::string_view name);
  template <typename Message>
  void Json(const Message& message) {
    text_ += "data: ";
    JsonWriter writer(&json_);
    WriteJson(message, writer);
    text_ += json_;
    text_ += "\n\n";
  }
  std::string Take() { return std::move(text_); }

 private:
  std::string text_;
  std::string json_;
};

// The answer side of a stream: begins with the first event, or when the call has not failed for a
// beat, and shows that it lives by a comment when nothing else was sent for a while. An error
// before it began is a problem document. Any thread may call.
class EventStream {
 public:
  explicit EventStream(std::unique_ptr<Visit> visit);
  virtual ~EventStream() = default;

  // False when nobody reads any more.
  bool Send(std::string event);
  // Called at each beat; `quiet` is how long nothing may be sent.
  void Beat(absl::Time now, absl::Duration quiet);
  void End(const grpc::Status& status);
  // Ends the call behind it.
  virtual void Cancel() = 0;

 protected:
  Visit& visit() { return *visit_; }

 private:
  bool Write(std::string text);
  void Begin();

  std::mutex mutex_;
  std::unique_ptr<Visit> visit_;  // Null when it has ended.
  bool has_begun_ = false;
  bool is_read_ = true;
  absl::Time last_;
};

}  // namespace motcua::rest
