#pragma once

#include <string>
#include <string_view>

#include "libs/http/message.h"
#include "libs/rest/json_writer.h"

namespace motcua::rest {

// The answer to a call that succeeded, while it is made. In the order of the methods.
class Reply {
 public:
  // Names the version.
  void Etag(std::string_view etag);
  // The answer hangs on this header of the request.
  void Vary(std::string_view header);
  // 201, and where the new thing is.
  void Created(std::string location);
  template <typename Message>
  void Json(const Message& message) {
    Type("application/json");
    response_.body.reserve(1024);
    JsonWriter writer(&response_.body);
    WriteJson(message, writer);
  }
  void Bytes(std::string_view content_type, std::string data);

  http::Response Take();

 private:
  void Type(std::string_view content_type);

  http::Response response_;
  bool has_etag_ = false;
};

}  // namespace motcua::rest
