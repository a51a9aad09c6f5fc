#include "libs/http/admin.h"

#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "tests/support/http_client.h"

namespace motcua::http {

TEST_CASE("the operations team asks for life, readiness and metrics", "[http][admin]") {
  obs::Metrics metrics;
  metrics.AddCounter("motcua_things_total", "Things.").Add(3);
  absl::Status ready = absl::UnavailableError("database: no connection");
  auto server = StartAdmin("127.0.0.1:0", metrics, [&] { return ready; });
  REQUIRE(server.ok());
  test::HttpClient client(base::Cat("127.0.0.1:", (*server)->port()));

  CHECK(client.Get("/healthz").status == 200);
  const test::Response unready = client.Get("/readyz");
  CHECK(unready.status == 503);
  CHECK(unready.body == "not ready: database: no connection\n");
  ready = absl::OkStatus();
  CHECK(client.Get("/readyz").status == 200);

  const test::Response text = client.Get("/metrics");
  CHECK(text.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8");
  CHECK(text.body.find("\nmotcua_things_total 3\n") != std::string::npos);
  CHECK(client.Send("HEAD", "/metrics").status == 200);

  CHECK(client.Get("/").status == 404);
  const test::Response refused = client.Post("/metrics", "");
  CHECK(refused.status == 405);
  CHECK(refused.header("Allow") == "GET, HEAD");
  CHECK(client.Post("/healthz", "x").status == 413);
}

}  // namespace motcua::http
