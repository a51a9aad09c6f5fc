#pragma once

#include <string>
#include <string_view>

#include "libs/http/message.h"
#include "libs/rest/json_writer.h"

namespace motcua::rest {

// The answer to a call that succeeded, while it is made. In the order of the methods.
class Reply {
 public:
  explicit Reply(const http::Request& request) : request_(request) {}

  // Names the version; a reader who has it already gets 304 without a body.
  void Etag(std::string_view etag);
  // 201, and where the new thing is.
  void Created(std::string location);
  template <typename Message>
  void Json(const Message& message) {
    if (is_known_) return;
    Type("application/json");
    response_.body.reserve(1024);
    JsonWriter writer(&response_.body);
    WriteJson(message, writer);
  }
  void Bytes(std::string_view content_type, std::string data);

  http::Response Take();

 private:
  void Type(std::string_view content_type);

  const http::Request& request_;
  http::Response response_;
  bool has_etag_ = false;
  bool is_known_ = false;
};

}  // namespace motcua::rest
