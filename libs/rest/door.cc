#include "libs/rest/door.h"

#include <utility>

#include "libs/base/error.h"
#include "libs/rest/media_type.h"
#include "libs/rest/problem.h"

namespace motcua::rest {
namespace {

constexpr size_t kEtagSize = 16;

http::Response Allowed(std::string allow) {
  http::Response response;
  response.status = 204;
  response.headers = {{"Allow", std::move(allow)}};
  return response;
}

}  // namespace

Door::Door(Router router, DoorOptions options)
    : router_(std::move(router)), options_(std::move(options)) {
  std::vector<std::string> patterns;
  for (const Route& route : router_.routes()) patterns.push_back(route.pattern);
  for (const auto& [path, response] : options_.pages) {
    const std::string etag = base::Sha256Hex(response.body).substr(0, kEtagSize);
    Page page{response, etag, patterns.size()};
    page.response.headers.push_back({"ETag", "\"" + etag + "\""});
    page.response.headers.push_back({"Cache-Control", "public, max-age=60"});
    pages_.emplace(path, std::move(page));
    patterns.push_back(path);
  }
  unmatched_ = patterns.size();
  meter_ = std::make_unique<Meter>(options_.metrics, std::move(patterns));
  pulse_ = std::make_unique<Pulse>(options_.heartbeat, options_.clock);
  desk_ = std::make_shared<Desk>();
  desk_->clock = options_.clock;
  desk_->seal = options_.seal;
  desk_->metrics = options_.metrics;
  desk_->bulk_limits = options_.bulk_limits;
  desk_->meter = meter_.get();
  desk_->pulse = pulse_.get();
}

Door::~Door() {
  pulse_->CancelAll();
  for (int left = desk_->visits.load(); left > 0; left = desk_->visits.load()) {
    desk_->visits.wait(left);
  }
}

rpc::Call Door::CallOf(const http::Request& request) const {
  rpc::Call call;
  const auto trace = obs::Trace::Parse(request.header("traceparent"));
  call.trace = trace ? trace->Child() : obs::Trace::Begin();
  const std::string_view id = request.header("X-Request-Id");
  call.request_id = rpc::IsRequestId(id) ? std::string(id) : options_.ids->New();
  call.deadline = options_.clock->Now() + options_.call_timeout;
  return call;
}

void Door::Handle(http::ExchangePtr exchange) {
  const http::Request& request = exchange->request();
  rpc::Call call = CallOf(request);
  if (const auto page = pages_.find(request.path()); page != pages_.end()) {
    Visit visit(desk_, std::move(exchange), std::move(call), {page->second.pattern, {}});
    ServePage(page->second, visit);
    return;
  }
  Router::Found found = router_.Find(request.method(), request.path());
  if (found.outcome != Router::Outcome::kRoute) {
    Visit visit(desk_, std::move(exchange), std::move(call), {unmatched_, {}});
    TurnAway(found, visit);
    return;
  }
  auto visit = std::make_unique<Visit>(desk_, std::move(exchange), std::move(call),
                                       Visit::Place{found.route, std::move(found.values)});
  if (options_.authenticate) {
    absl::StatusOr<common::v1::Identity> caller = options_.authenticate(visit->request());
    if (!caller.ok()) {
      visit->Refuse(caller.status());
      return;
    }
    visit->set_caller(*std::move(caller));
  }
  router_.routes()[found.route].serve(std::move(visit));
}

void Door::ServePage(const Page& page, Visit& visit) const {
  const std::string_view method = visit.request().method();
  if (method == "OPTIONS") {
    visit.Respond(Allowed("GET, HEAD, OPTIONS"));
    return;
  }
  if (method != "GET" && method != "HEAD") {
    RefuseMethod("GET, HEAD, OPTIONS", visit);
    return;
  }
  http::Response response = page.response;
  if (response.status == 200 && NamesEtag(visit.request().header("If-None-Match"), page.etag)) {
    response.status = 304;
    response.body.clear();
  }
  visit.Respond(std::move(response));
}

void Door::TurnAway(const Router::Found& found, Visit& visit) {
  switch (found.outcome) {
    case Router::Outcome::kBadPath:
      visit.Refuse(base::Refusal(absl::StatusCode::kInvalidArgument, "INVALID_PATH",
                                 "Địa chỉ có mã hóa phần trăm không hợp lệ.",
                                 "The path has a broken percent-encoding."));
      return;
    case Router::Outcome::kNoMethod:
      if (visit.request().method() == "OPTIONS") {
        visit.Respond(Allowed(found.allow));
      } else {
        RefuseMethod(found.allow, visit);
      }
      return;
    default:
      visit.Refuse(base::Refusal(absl::StatusCode::kNotFound, "NO_SUCH_PATH",
                                 "Không có địa chỉ này.", "There is nothing at this address."));
  }
}

void Door::RefuseMethod(const std::string& allow, Visit& visit) {
  http::Response response =
      ProblemOf(base::Refusal(absl::StatusCode::kUnimplemented, "METHOD_NOT_ALLOWED", "", ""),
                visit.call().trace.trace_id);
  response.headers.push_back({"Allow", allow});
  visit.Respond(std::move(response));
}

}  // namespace motcua::rest
