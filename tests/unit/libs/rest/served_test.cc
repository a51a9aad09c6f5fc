// The door behind the real HTTP server.
#include <catch2/catch.hpp>

#include <string>

#include "libs/http/server.h"
#include "libs/rest/problem.h"
#include "tests/support/eventually.h"
#include "tests/support/http_client.h"
#include "tests/unit/libs/rest/library.h"

namespace motcua::rest {
namespace {

// A house that listens.
struct Served {
  test::House house{[](DoorOptions& options) { options.call_timeout = absl::Seconds(30); }};
  std::unique_ptr<http::Server> server;
  std::string address;

  Served() {
    http::ServerOptions options;
    options.threads = 1;
    options.limits.max_body_bytes = 1000;
    options.refuse = ServerRefusal;
    auto started = http::Server::Start(
        options, [this](http::ExchangePtr exchange) { house.Enter(std::move(exchange)); });
    REQUIRE(started.ok());
    server = *std::move(started);
    address = "127.0.0.1:" + std::to_string(server->port());
  }
};

TEST_CASE("a request over a socket is answered", "[rest][door]") {
  Served served;
  test::HttpClient client(served.address);
  const test::Response response = client.Get("/v1/books/a%2Fb");
  CHECK(response.status == 200);
  CHECK(response.body.find("\"code\":\"a/b\"") != std::string::npos);
  CHECK(client.Post("/v1/books", "{}").status == 400);
}

TEST_CASE("HEAD gets the head of GET", "[rest][door]") {
  Served served;
  test::HttpClient client(served.address);
  const test::Response response = client.Send("HEAD", "/v1/books/1");
  CHECK(response.status == 200);
  CHECK(response.header("ETag") == "\"v7\"");
  CHECK(response.body.empty());
  CHECK(client.Get("/v1/books/1").status == 200);
}

TEST_CASE("what hangs on the Accept header says so", "[rest][door]") {
  Served served;
  test::HttpClient client(served.address);
  const std::vector<http::Header> headers = {{"Accept", "image/png"}, {"accept", "text/*;q=0.1"}};
  CHECK(client.Get("/v1/books/1/pages/1", headers).header("Vary") == "Accept");
  CHECK(served.house.library().last == R"(code: "1" number: 1 accept: "image/png, text/*;q=0.1")");
  CHECK(client.Get("/v1/books/1").header("Vary").empty());
}

TEST_CASE("what the server refuses is a problem document", "[rest][door]") {
  Served served;
  test::HttpClient client(served.address);
  const test::Response response = client.Post("/v1/books", std::string(2000, ' '));
  CHECK(response.status == 413);
  CHECK(response.header("Content-Type") == "application/problem+json");
  CHECK(response.body.find("BODY_TOO_LARGE") != std::string::npos);
}

TEST_CASE("events arrive as they come, and a client that leaves ends the call", "[rest][stream]") {
  Served served;
  {
    test::SseStream stream(served.address, "/v1/books/1/loans");
    const auto first = stream.Next();
    REQUIRE(first);
    CHECK(first->id == "1");
    CHECK(first->event == "lent-out");
    CHECK(first->data == R"({"sequence":"1","kind":"LENT_OUT","reader":"một\nhai"})");
    const auto second = stream.Next();
    REQUIRE(second);
    CHECK(second->event == "returned");
  }
  CHECK(test::Eventually([&] { return served.house.library().stream_ended.load(); }));
}

TEST_CASE("a client that leaves ends the read that it has asked for", "[rest][door]") {
  Served served;
  {
    test::RawClient client(served.address);
    client.Send("GET /v1/books/endless HTTP/1.1\r\nHost: a\r\n\r\n");
    REQUIRE(test::Eventually([&] { return served.house.library().endless_begun.load(); }));
  }
  // Long before the deadline would end it.
  CHECK(test::Eventually([&] { return served.house.library().endless_ended.load(); }));
}

TEST_CASE("a long stream to a slow client loses nothing", "[rest][stream]") {
  Served served;
  test::SseStream stream(served.address, "/v1/books/many/loans");
  for (int64_t i = 1; i <= 5000; ++i) {
    const auto event = stream.Next();
    REQUIRE(event);
    REQUIRE(event->id == std::to_string(i));
  }
}

TEST_CASE("a server that drains ends its streams", "[rest][stream]") {
  Served served;
  test::SseStream stream(served.address, "/v1/books/1/loans");
  REQUIRE(stream.Next());
  served.server->Drain(absl::Seconds(5));
  CHECK(test::Eventually([&] { return served.house.library().stream_ended.load(); }));
}

}  // namespace
}  // namespace motcua::rest
