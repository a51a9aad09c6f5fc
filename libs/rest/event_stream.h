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

// A stream that was quiet for a while sends a comment; that while has so many beats.
inline constexpr int kBeats = 15;

// The answer side of a stream: begins with the first event, or at the first beat at which the call
// is a whole beat old and has not failed, and shows that it lives by a comment when nothing else
// was sent for a while. An error before it began is a problem document; one that comes later can
// only end the stream, and is logged. Any thread may call.
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
  // Takes one of the door's places for streams until the end. False when there is none: the visit
  // has been refused.
  bool TakePlace();

 private:
  bool Write(std::string text);
  void Begin();

  std::mutex mutex_;
  std::unique_ptr<Visit> visit_;  // Null when it has ended.
  rpc::Places::Place place_;
  bool has_begun_ = false;
  bool is_read_ = true;
  absl::Time last_;  // When something was sent; before that, when it was made.
};

}  // namespace motcua::rest
