#include "tests/load/request.h"

#include "absl/strings/match.h"
#include "libs/base/text.h"

namespace motcua::load {

Request::Request(const Plan& plan, const RequestPlan& request, std::string_view host)
    : head_(base::Cat(request.method, " ", request.path, " HTTP/1.1\r\n")),
      body_template_(request.has_body ? plan.body : std::string()),
      has_body_(request.has_body) {
  bool names_host = false;
  for (const std::string& header : plan.headers) {
    names_host = names_host || absl::StartsWithIgnoreCase(header, "host:");
  }
  if (!names_host) head_ += base::Cat("Host: ", host, "\r\n");
  for (const std::string& header : plan.headers) head_ += header + "\r\n";
  Prepare();
}

void Request::SetEtag(std::string_view etag) {
  etag_ = etag;
  ++etags_;
  Prepare();
}

void Request::Prepare() {
  head_template_ =
      Template(etag_.empty() ? head_ : base::Cat(head_, "If-None-Match: ", etag_, "\r\n"));
  fixed_ = head_template_.fixed() && body_template_.fixed();
  if (fixed_) Write({}, &ready_);
}

std::string_view Request::Render(Fillings& fillings, std::string* out) {
  if (fixed_) return ready_;
  Write(fillings.Next(), out);
  return *out;
}

void Request::Write(const Filling& filling, std::string* out) {
  out->clear();
  head_template_.AppendTo(out, filling);
  if (has_body_) {
    body_.clear();
    body_template_.AppendTo(&body_, filling);
    out->append("Content-Length: ");
    base::Append(*out, body_.size());
    out->append("\r\n");
  }
  out->append("\r\n");
  if (has_body_) out->append(body_);
}

}  // namespace motcua::load
