#include "libs/http/admin.h"

#include <utility>

#include "libs/base/text.h"

namespace motcua::http {
namespace {

Response Text(int status, std::string body) {
  Response response{.status = status, .body = std::move(body)};
  response.headers.push_back({"Content-Type", "text/plain; charset=utf-8"});
  response.headers.push_back({"Cache-Control", "no-store"});
  return response;
}

Response Readiness(const absl::Status& ready) {
  if (ready.ok()) return Text(200, "ready\n");
  const auto message = ready.message();
  return Text(503,
              base::Cat("not ready: ", std::string_view(message.data(), message.size()), "\n"));
}

Response Metrics(obs::Metrics& metrics) {
  Response response = Text(200, metrics.Text());
  response.headers.front().value = "text/plain; version=0.0.4; charset=utf-8";
  return response;
}

Response Answer(const Request& request, obs::Metrics& metrics,
                const std::function<absl::Status()>& ready) {
  const std::string_view path = request.path();
  if (path != "/metrics" && path != "/healthz" && path != "/readyz") {
    return Text(404, "here are /metrics, /healthz and /readyz\n");
  }
  if (request.method() != "GET" && request.method() != "HEAD") {
    Response response = Text(405, "GET or HEAD\n");
    response.headers.push_back({"Allow", "GET, HEAD"});
    return response;
  }
  if (path == "/metrics") return Metrics(metrics);
  return path == "/healthz" ? Text(200, "alive\n") : Readiness(ready());
}

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> StartAdmin(const std::string& listen, obs::Metrics& metrics,
                                                   std::function<absl::Status()> ready) {
  ServerOptions options;
  options.listen = listen;
  options.threads = 1;
  options.limits.max_connections = 64;
  options.limits.max_body_bytes = 0;
  return Server::Start(std::move(options),
                       [&metrics, ready = std::move(ready)](const ExchangePtr& exchange) {
                         exchange->Respond(Answer(exchange->request(), metrics, ready));
                       });
}

}  // namespace motcua::http
