#include "libs/rest/reply.h"

#include <utility>

#include "libs/base/text.h"

namespace motcua::rest {
namespace {

constexpr char kInert[] = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

}  // namespace

void Reply::Etag(std::string_view etag) {
  if (etag.empty()) return;
  has_etag_ = true;
  response_.headers.push_back({"ETag", base::Cat("\"", etag, "\"")});
}

void Reply::Vary(std::string_view header) {
  response_.headers.push_back({"Vary", std::string(header)});
}

void Reply::Created(std::string location) {
  response_.status = 201;
  response_.headers.push_back({"Location", std::move(location)});
}

void Reply::Bytes(std::string_view content_type, std::string data) {
  Type(content_type.empty() ? "application/octet-stream" : content_type);
  // A document that a browser shows runs nothing and loads nothing, whatever is in it.
  if (content_type.starts_with("text/html") || content_type.starts_with("image/svg+xml")) {
    response_.headers.push_back({"Content-Security-Policy", kInert});
  }
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
