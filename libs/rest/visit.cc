#include "libs/rest/visit.h"

#include <utility>

#include "libs/base/text.h"
#include "libs/obs/log.h"
#include "libs/rest/media_type.h"
#include "libs/rest/problem.h"
#include "libs/rest/wording.h"

namespace motcua::rest {
namespace {

// The one bound header whose value is a list.
constexpr std::string_view kAccept = "Accept";

// Whether the reader says that it has this answer.
bool IsKnown(const http::Request& request, const http::Response& response) {
  const std::string_view known = request.header("If-None-Match");
  if (known.empty() || (request.method() != "GET" && request.method() != "HEAD")) return false;
  for (const http::Header& header : response.headers) {
    if (header.name != "ETag" || header.value.size() < 2) continue;
    return NamesEtag(known, std::string_view(header.value).substr(1, header.value.size() - 2));
  }
  return false;
}

}  // namespace

Visit::Visit(std::shared_ptr<Desk> desk, http::ExchangePtr exchange, rpc::Call call, Place place)
    : desk_(std::move(desk)),
      exchange_(std::move(exchange)),
      call_(std::move(call)),
      place_(std::move(place)),
      begun_(desk_->clock->Now()) {
  desk_->visits.fetch_add(1);
}

Visit::~Visit() {
  if (status_ == 0) Refuse(absl::InternalError("not answered"));
  const absl::Duration taken = desk_->clock->Now() - begun_;
  desk_->meter->Observe(place_.pattern, request().method(), status_, absl::ToDoubleSeconds(taken));
  if (!is_quiet_) Log(taken);
  desk_->visits.fetch_sub(1);
  desk_->visits.notify_all();
}

// The pattern and never the path: that has the codes of dossiers in it.
void Visit::Log(absl::Duration taken) const {
  obs::Log(obs::Level::kInfo, "request")
      .Str("route", desk_->meter->Name(place_.pattern))
      .Str("method", Meter::Known(request().method()))
      .Int("code", status_)
      .Num("ms", absl::ToDoubleMilliseconds(taken))
      .Int("bytes", static_cast<int64_t>(bytes_))
      .Str("trace_id", call_.trace.trace_id)
      .Str("request_id", call_.request_id)
      .Str("caller_kind", call_.caller.subject().empty()
                              ? "NOBODY"
                              : common::v1::Identity::Kind_Name(call_.caller.kind()));
}

void Visit::Note(std::vector<base::Violation> violations) {
  for (base::Violation& violation : violations) violations_.push_back(std::move(violation));
}

Parameter Visit::Value(size_t index, std::string_view name) {
  return {std::string(name), place_.values[index], &violations_};
}

void Visit::Header(std::string_view name, std::string* out) {
  const auto lines = request().header_lines(name);
  if (lines.empty()) return;
  // A list may come in several lines (RFC 9110, 5.3); of anything else two are one too many.
  std::string text(lines.front());
  for (auto line = lines.begin() + 1; line != lines.end(); ++line) {
    if (name == kAccept) {
      text += base::Cat(", ", *line);
    } else if (*line != lines.front()) {
      violations_.push_back({std::string(name), "DUPLICATE", "Tiêu đề này có hai giá trị.",
                             "This header has two values."});
      return;
    }
  }
  if (!text.empty()) Parameter(std::string(name), std::move(text), &violations_).String(out);
}

void Visit::Require(std::string_view name, bool is_given) {
  if (!is_given) violations_.push_back(Required(std::string(name)));
}

bool Visit::HasJson(bool required) {
  if (request().body().empty()) {
    if (required) violations_.push_back(Required(""));
    return false;
  }
  is_wrong_type_ = !IsJson(request().header("Content-Type"));
  return !is_wrong_type_;
}

void Visit::NoBody() {
  if (!request().body().empty()) violations_.push_back(UnexpectedBody());
}

bool Visit::Accept() {
  if (is_wrong_type_) {
    http::Response refusal =
        rest::ProblemOf(base::Refusal(absl::StatusCode::kInvalidArgument, "UNSUPPORTED_MEDIA_TYPE",
                                      "Nội dung gửi lên phải là application/json.",
                                      "The body has to be application/json."),
                        call_.trace.trace_id);
    refusal.headers.push_back({"Accept", "application/json"});
    Respond(std::move(refusal));
    return false;
  }
  if (violations_.empty()) return true;
  Refuse(base::InvalidFields(std::exchange(violations_, {})));
  return false;
}

void Visit::AddHeaders(http::Response* response) const {
  response->headers.push_back({"X-Request-Id", call_.request_id});
  response->headers.push_back({"traceparent", call_.trace.Header()});
  response->headers.push_back({"X-Content-Type-Options", "nosniff"});
}

void Visit::Respond(http::Response response) {
  for (const auto& tell : std::exchange(on_answer_, {})) tell(response);
  if (response.status == 200 && IsKnown(request(), response)) {
    response.status = 304;
    response.body.clear();
  }
  AddHeaders(&response);
  status_ = response.status;
  bytes_ = response.body.size();
  exchange_->Respond(std::move(response));
}

void Visit::Refuse(const absl::Status& error) {
  Respond(rest::ProblemOf(error, call_.trace.trace_id));
}

void Visit::OnLeft(std::function<void()> left) {
  const bool is_read = request().method() == "GET" || request().method() == "HEAD";
  if (is_read && !is_awaited_) exchange_->OnGone(std::move(left));
}

void Visit::Start(http::Response head) {
  AddHeaders(&head);
  status_ = head.status;
  exchange_->Start(std::move(head));
}

bool Visit::Write(std::string piece) {
  bytes_ += piece.size();
  return exchange_->Write(std::move(piece));
}

void Visit::Finish() {
  exchange_->Finish();
}

}  // namespace motcua::rest
