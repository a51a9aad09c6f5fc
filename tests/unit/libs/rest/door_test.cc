#include "libs/rest/door.h"

#include <catch2/catch.hpp>

#include <string>

#include "motcua/openapi.h"
#include "tests/support/eventually.h"
#include "tests/unit/libs/rest/library.h"

namespace motcua::rest {
namespace {

using test::FakeRequest;
using test::HeaderOf;
using test::House;

bool Has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

FakeRequest Post(std::string target, std::string body) {
  FakeRequest request;
  request.verb = "POST";
  request.target = std::move(target);
  request.text = std::move(body);
  request.headers = {{"Content-Type", "application/json"}, {"Idempotency-Key", "k1"}};
  return request;
}

TEST_CASE("a request goes to its RPC and the answer comes back as JSON", "[rest][door]") {
  House house;
  const http::Response response = house.Get("/v1/books/a%2Fb");
  CHECK(response.status == 200);
  CHECK(response.body ==
        R"({"code":"a/b","title":"","use":"USE_UNSPECIFIED","faults":[],"etag":"v7"})");
  CHECK(HeaderOf(response, "Content-Type") == "application/json");
  CHECK(HeaderOf(response, "ETag") == "\"v7\"");
  CHECK(HeaderOf(response, "Cache-Control") == "private, no-cache");
  CHECK(HeaderOf(response, "X-Content-Type-Options") == "nosniff");
  CHECK(HeaderOf(response, "X-Request-Id").size() == 26);
  CHECK(HeaderOf(response, "traceparent").size() == 55);
  CHECK(house.library().last == R"(code: "a/b")");
}

TEST_CASE("a header is preferred to its parameter", "[rest][door]") {
  House house;
  FakeRequest request;
  request.target = "/v1/books/none/loans?card=parameter";
  CHECK(house.Ask(request).status == 200);
  CHECK(house.library().last == R"(code: "none" card: "parameter")");
  request.headers = {{"reader-card", "header"}};
  CHECK(house.Ask(request).status == 200);
  CHECK(house.library().last == R"(code: "none" card: "header")");
}

TEST_CASE("only a stream takes a header as a parameter", "[rest][door]") {
  House house;
  const http::Response response = house.Get("/v1/books/1?card=parameter");
  CHECK(response.status == 400);
  CHECK(Has(response.body, "UNKNOWN_PARAMETER"));
}

TEST_CASE("every parameter reaches its field", "[rest][door]") {
  House house;
  const http::Response response = house.Get(
      "/v1/books?reader=An&use=LENDING&authors=a&authors=b&after=2025-07-01T08:00:00%2B07:00"
      "&for_at_least=1.5s&present=false&pageSize=3");
  CHECK(response.status == 200);
  CHECK(house.library().last ==
        R"(use: LENDING authors: "a" authors: "b" after { seconds: 1751331600 } )"
        R"(for_at_least { seconds: 1 nanos: 500000000 } present: false reader: "An" page_size: 3)");
  CHECK(house.Get("/v1/shelves/7/books?reader=An").status == 200);
  CHECK(house.library().last == R"(shelf: "7" reader: "An")");
}

TEST_CASE("all that is wrong with a request is told at once", "[rest][door]") {
  House house;
  const http::Response response = house.Get("/v1/books?pagesize=1&use=LENDNG&after=now");
  CHECK(response.status == 400);
  CHECK(Has(response.body, R"({"pointer":"pagesize","code":"UNKNOWN_PARAMETER")"));
  CHECK(Has(response.body, R"({"pointer":"use","code":"UNKNOWN_VALUE")"));
  CHECK(Has(response.body, R"({"pointer":"after","code":"INVALID_VALUE")"));
  CHECK(Has(response.body, R"({"pointer":"reader","code":"REQUIRED")"));
  CHECK(house.library().last.empty());
}

TEST_CASE("what is created has a place", "[rest][door]") {
  House house;
  const http::Response response =
      house.Ask(Post("/v1/books?validateOnly=true", R"({"title": "Đất rừng phương Nam"})"));
  CHECK(response.status == 201);
  CHECK(HeaderOf(response, "Location") == "/v1/books/a%2Fb");
  CHECK(HeaderOf(response, "ETag") == "\"v1\"");
  CHECK(Has(house.library().last, R"(request_id: "k1" validate_only: true)"));
}

TEST_CASE("a header that is required is missed by name", "[rest][door]") {
  House house;
  FakeRequest request = Post("/v1/books", R"({"titel": "x"})");
  request.headers.erase("Idempotency-Key");
  const http::Response response = house.Ask(request);
  CHECK(response.status == 400);
  CHECK(Has(response.body, R"("pointer":"Idempotency-Key","code":"REQUIRED")"));
  CHECK(Has(response.body, R"("pointer":"/titel","code":"UNKNOWN_FIELD")"));
}

TEST_CASE("a whole body leaves out what path and headers say", "[rest][door]") {
  House house;
  CHECK(house.Ask(Post("/v1/books/7:lend", R"({"reader": "An", "span": "60s"})")).status == 200);
  CHECK(house.library().last == R"(code: "7" reader: "An" span { seconds: 60 } request_id: "k1")");
  CHECK(house.Ask(Post("/v1/books/7:lend", "")).status == 200);
  CHECK(house.Ask(Post("/v1/books/7:lend", R"({"code": "8"})")).status == 400);
  CHECK(house.Ask(Post("/v1/books/7:lend", R"({"requestId": "8"})")).status == 400);
}

TEST_CASE("a JSON body has to come as JSON", "[rest][door]") {
  House house;
  FakeRequest request = Post("/v1/books", R"({"title": "x"})");
  request.headers["Content-Type"] = "text/plain";
  http::Response response = house.Ask(request);
  CHECK(response.status == 415);
  CHECK(HeaderOf(response, "Accept") == "application/json");
  request.headers.erase("Content-Type");
  CHECK(house.Ask(request).status == 201);
  request.text.clear();
  response = house.Ask(request);
  CHECK(response.status == 400);
  CHECK(Has(response.body, R"({"pointer":"","code":"REQUIRED")"));
}

TEST_CASE("a time that is empty is absent, and not the year 1970", "[rest][door]") {
  House house;
  CHECK(house.Get("/v1/books?reader=An&after=&forAtLeast=").status == 200);
  CHECK(house.library().last == R"(reader: "An")");
}

TEST_CASE("a body that nobody reads is refused", "[rest][door]") {
  House house;
  FakeRequest request;
  request.verb = "DELETE";
  request.target = "/v1/books/1";
  CHECK(house.Ask(request).body == "{}");
  request.text = "{}";
  const http::Response response = house.Ask(request);
  CHECK(response.status == 400);
  CHECK(Has(response.body, "UNEXPECTED_BODY"));
}

TEST_CASE("bytes go in and out as they are", "[rest][door]") {
  House house;
  FakeRequest request = Post("/v1/books:import?validate_only=true", std::string("\0\xFF\n", 3));
  request.headers["Content-Type"] = "application/x-ndjson";
  CHECK(house.Ask(request).status == 200);
  CHECK(
      house.library().last ==
      R"(content { content_type: "application/x-ndjson" data: "\000\377\n" } validate_only: true)");

  FakeRequest page;
  page.target = "/v1/books/1/pages/12";
  page.headers = {{"Accept", "image/png"}};
  const http::Response response = house.Ask(page);
  CHECK(response.body == std::string("\x89PNG\0", 5));
  CHECK(HeaderOf(response, "Content-Type") == "image/png");
  CHECK(house.library().last == R"(code: "1" number: 12 accept: "image/png")");
  CHECK(house.Get("/v1/books/1/pages/twelve").status == 400);
}

TEST_CASE("who has the version already gets no body", "[rest][door]") {
  House house;
  FakeRequest request;
  request.target = "/v1/books/1";
  request.headers = {{"If-None-Match", "\"v7\""}};
  const http::Response response = house.Ask(request);
  CHECK(response.status == 304);
  CHECK(response.body.empty());
  CHECK(HeaderOf(response, "ETag") == "\"v7\"");
  request.headers = {{"If-None-Match", "\"v6\""}};
  CHECK(house.Ask(request).status == 200);
}

TEST_CASE("an error of the RPC becomes a problem document", "[rest][door]") {
  House house;
  const http::Response response = house.Get("/v1/books/lost");
  CHECK(response.status == 404);
  CHECK(Has(response.body, R"("reason":"BOOK_NOT_FOUND")"));
  CHECK(Has(response.body, R"("title":"Không có sách này.")"));
  const std::string trace = HeaderOf(response, "traceparent").substr(3, 32);
  CHECK(Has(response.body, "\"traceId\":\"" + trace + "\""));
}

TEST_CASE("a call that takes too long is given up", "[rest][door]") {
  House house([](DoorOptions& options) { options.call_timeout = absl::Milliseconds(50); });
  CHECK(house.Get("/v1/books/slow").status == 504);
}

TEST_CASE("an RPC that is not there is said to be so", "[rest][door]") {
  House house;
  FakeRequest request = Post("/v1/books", "{}");
  request.verb = "PUT";
  CHECK(house.Ask(request).status == 501);
}

TEST_CASE("the caller, the trace and the request id go with the call", "[rest][door]") {
  House house([](DoorOptions& options) {
    options.authenticate =
        [](const http::Request& request) -> absl::StatusOr<common::v1::Identity> {
      if (request.header("Authorization").empty()) return absl::UnauthenticatedError("who");
      common::v1::Identity identity;
      identity.set_subject(std::string(request.header("Authorization")));
      return identity;
    };
  });
  FakeRequest request;
  request.target = "/v1/books/mine";
  request.headers = {{"Authorization", "an"},
                     {"X-Request-Id", "r-1"},
                     {"traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}};
  const http::Response response = house.Ask(request);
  CHECK(Has(response.body, "\"title\":\"an r-1 4bf92f3577b34da6a3ce929d0e0e4736\""));
  CHECK(HeaderOf(response, "X-Request-Id") == "r-1");
  CHECK(HeaderOf(response, "traceparent").starts_with("00-4bf92f3577b34da6a3ce929d0e0e4736-"));
  CHECK_FALSE(Has(HeaderOf(response, "traceparent"), "00f067aa0ba902b7"));

  const http::Response refused = house.Get("/v1/books/mine");
  CHECK(refused.status == 401);
  CHECK_FALSE(HeaderOf(refused, "WWW-Authenticate").empty());
}

TEST_CASE("a request id that is unsafe is replaced", "[rest][door]") {
  House house;
  for (const std::string& id : {std::string("a b"), std::string("a\nb"), std::string(65, 'a')}) {
    FakeRequest request;
    request.target = "/v1/books/1";
    request.headers = {{"X-Request-Id", id}};
    CHECK(HeaderOf(house.Ask(request), "X-Request-Id").size() == 26);
  }
}

TEST_CASE("what is not there is not found, what is there has methods", "[rest][door]") {
  House house;
  CHECK(house.Get("/v1/nothing").status == 404);
  CHECK(house.Get("/v1/books/%zz").status == 400);
  FakeRequest request = Post("/v1/books/7", "");
  http::Response response = house.Ask(request);
  CHECK(response.status == 405);
  CHECK(HeaderOf(response, "Allow") == "DELETE, GET, HEAD, OPTIONS");
  CHECK(Has(response.body, "METHOD_NOT_ALLOWED"));
  request.verb = "OPTIONS";
  response = house.Ask(request);
  CHECK(response.status == 204);
  CHECK(HeaderOf(response, "Allow") == "DELETE, GET, HEAD, OPTIONS");
}

TEST_CASE("pages that never change are served with their version", "[rest][door]") {
  House house([](DoorOptions& options) {
    options.pages["/openapi.json"] = {
        200, {{"Content-Type", "application/json"}}, std::string(OpenApiJson())};
    options.authenticate = [](const http::Request&) { return absl::UnauthenticatedError("who"); };
  });
  const http::Response response = house.Get("/openapi.json");
  CHECK(response.status == 200);
  CHECK(Has(response.body, "\"/v1/dossiers/{code}:rate\""));
  const std::string etag = HeaderOf(response, "ETag");
  REQUIRE(etag.size() == 18);
  FakeRequest request;
  request.target = "/openapi.json";
  request.headers = {{"If-None-Match", etag}};
  CHECK(house.Ask(request).status == 304);
  request.verb = "POST";
  CHECK(house.Ask(request).status == 405);
  request.verb = "OPTIONS";
  CHECK(house.Ask(request).status == 204);
}

TEST_CASE("a thousand paths make no series of metrics", "[rest][door][metrics]") {
  House house;
  for (int i = 0; i < 1000; ++i) house.Get("/v1/books/lost" + std::to_string(i) + "/x");
  house.Get("/v1/books/1");
  // A visit is counted when it ends, which is after its answer.
  const auto counted = [&](std::string_view series) {
    return test::Eventually([&] { return Has(house.metrics.Text(), series); });
  };
  CHECK(counted(R"(motcua_http_seconds_count{code="404",method="GET",route="unmatched"} 1000)"));
  CHECK(
      counted(R"(motcua_http_seconds_count{code="200",method="GET",route="/v1/books/{code}"} 1)"));
  CHECK_FALSE(Has(house.metrics.Text(), "lost"));
}

}  // namespace
}  // namespace motcua::rest
