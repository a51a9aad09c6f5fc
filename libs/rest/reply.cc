#include "libs/rest/reply.h"

#include <utility>

#include "libs/base/text.h"
#include "libs/rest/media_type.h"

namespace motcua::rest {

void Reply::Etag(std::string_view etag) {
  if (etag.empty()) return;
  has_etag_ = true;
  response_.headers.push_back({"ETag", base::Cat("\"", etag, "\"")});
  const bool is_read = request_.method() == "GET" || request_.method() == "HEAD";
  if (!is_read || !NamesEtag(request_.header("If-None-Match"), etag)) return;
  is_known_ = true;
  response_.status = 304;
}

void Reply::Created(std::string location) {
  response_.status = 201;
  response_.headers.push_back({"Location", std::move(location)});
}

void Reply::Bytes(std::string_view content_type, std::string data) {
  if (is_known_) return;
  Type(content_type.empty() ? "application/octet-stream" : content_type);
  response_.body = std::move(data);
}

void Reply::Type(std::string_view content_type) {
  response_.headers.push_back({"Content-Type", std::string(content_type)});
}

// What is behind the door may be personal: a cache keeps it for one person, and asks before use.
http::Response Reply::Take() {
  response_.headers.push_back({"Cache-Control", has_etag_ ? "private, no-cache" : "no-store"});
  return std::move(response_);
}

}  // namespace motcua::rest
