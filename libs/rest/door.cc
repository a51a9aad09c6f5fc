#include "libs/rest/door.h"

#include <utility>

#include "libs/base/error.h"
#include "libs/rest/problem.h"
#include "libs/rest/quiet_exchange.h"

namespace motcua::rest {
namespace {

constexpr size_t kEtagSize = 16;

// Whether something may have been written: all but the refusals that come before it.
bool MayHaveWritten(int status) {
  return status < 400 || status >= 500 || status == 429 || status == 499;
}

http::Response Allowed(std::string allow) {
  http::Response response;
  response.status = 204;
  response.headers = {{"Allow", std::move(allow)}};
  return response;
}

}  // namespace

Door::Door(Router router, DoorOptions options)
    : router_(std::move(router)),
      options_(std::move(options)),
      streams_(options_.max_streams, {options_.metrics, "motcua_event_streams",
                                      "Event streams in progress.", options_.max_streams}) {
  std::vector<std::string> patterns;
  for (const Route& route : router_.routes()) patterns.push_back(route.pattern);
  for (const auto& [path, response] : options_.pages) {
    const std::string etag = base::Sha256Hex(response.body).substr(0, kEtagSize);
    Page page{response, patterns.size()};
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
  desk_->streams = &streams_;
  if (!options_.cache) return;
  cache_ = std::make_unique<AnswerCache>(*options_.cache, *options_.clock,
                                         [this](std::string path, std::string query) {
                                           return Revisit(std::move(path), std::move(query));
                                         });
  for (const Route& route : router_.routes()) {
    if (route.is_cacheable) kept_services_.insert(route.service);
  }
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
  const Route& route = router_.routes()[found.route];
  if (options_.admit && !options_.admit(route, *visit)) return;
  Serve(route, std::move(visit));
}

void Door::Serve(const Route& route, std::unique_ptr<Visit> visit) {
  if (cache_ == nullptr) return route.serve(std::move(visit));
  if (route.is_cacheable && visit->request().body().empty()) {
    return cache_->Serve(route, std::move(visit));
  }
  if (!route.is_read && kept_services_.contains(route.service)) {
    // Before the writer hears of it, and also when nobody knows what became of the write.
    visit->AddOnAnswer([this, &route](const http::Response& response) {
      if (MayHaveWritten(response.status)) cache_->Forget(route.service, true);
    });
  }
  route.serve(std::move(visit));
}

std::unique_ptr<Visit> Door::Revisit(std::string path, std::string query) {
  auto exchange = std::make_shared<QuietExchange>(std::move(path), std::move(query));
  rpc::Call call = CallOf(exchange->request());
  Router::Found found = router_.Find("GET", exchange->request().path());
  auto visit = std::make_unique<Visit>(desk_, std::move(exchange), std::move(call),
                                       Visit::Place{found.route, std::move(found.values)});
  visit->set_quiet();
  return visit;
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
  visit.Respond(page.response);
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
