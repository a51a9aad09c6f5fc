#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "tests/unit/libs/http/door.h"

namespace motcua::http {

using test::HttpClient;
using test::RawClient;

TEST_CASE("a request arrives as it was sent", "[http]") {
  Held held;
  Door door(held.handler());
  RawClient client(door.address());
  client.Send(
      "POST /v1/a%20b/c?x=1&y=%C4%91 HTTP/1.1\r\nHost: motcua.vn\r\nX-Thing:  one \r\n"
      "x-thing: two\r\nContent-Length: 5\r\n\r\nhello");
  const ExchangePtr exchange = held.Wait();
  const Request& request = exchange->request();
  CHECK(request.method() == "POST");
  CHECK(request.path() == "/v1/a%20b/c");
  CHECK(request.query() == "x=1&y=%C4%91");
  CHECK(request.header("HOST") == "motcua.vn");
  CHECK(request.header("X-THING") == "one");
  CHECK(request.header("X-Other").empty());
  CHECK(request.header_lines("x-Thing") == std::vector<std::string_view>{"one", "two"});
  CHECK(request.header_lines("X-Other").empty());
  CHECK(request.body() == "hello");
  CHECK(request.peer() == "127.0.0.1");
  exchange->Respond({.status = 201, .headers = {{"Location", "/v1/a"}}, .body = "made"});
  const test::Response response = client.ReadResponse();
  CHECK(response.status == 201);
  CHECK(response.header("Location") == "/v1/a");
  CHECK(response.header("Content-Length") == "4");
  CHECK(response.header("Date").ends_with(" GMT"));
  CHECK(response.header("Connection").empty());
  CHECK(response.body == "made");
}

TEST_CASE("a target in absolute form gives its path", "[http]") {
  Door door(Echo);
  RawClient client(door.address());
  client.Send("GET http://motcua.vn/v1/x?q HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(client.ReadResponse().body == "GET /v1/x?q ");
  client.Send("GET HTTPS://motcua.vn HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(client.ReadResponse().body == "GET /? ");
  client.Send("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(client.ReadResponse().body == "OPTIONS *? ");
}

TEST_CASE("a chunked body is put together and its trailers are left out", "[http]") {
  Held held;
  Door door(held.handler());
  RawClient client(door.address());
  client.Send(
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5;note=x\r\nhello\r\n7\r\n, world\r\n0\r\nX-Late: 1\r\n\r\n");
  const ExchangePtr exchange = held.Wait();
  CHECK(exchange->request().body() == "hello, world");
  CHECK(exchange->request().header("X-Late").empty());
  exchange->Respond({});
  CHECK(client.ReadResponse().status == 200);
}

TEST_CASE("a large body arrives whole", "[http]") {
  ServerOptions options;
  options.limits.max_body_bytes = 8 << 20;
  Door door(
      [](const ExchangePtr& exchange) {
        exchange->Respond({.body = std::string(exchange->request().body())});
      },
      options);
  HttpClient client(door.address());
  std::string body;
  while (body.size() < 5'000'000) body += base::Cat(body.size(), ",");
  CHECK(client.Post("/", body).body == body);
}

TEST_CASE("a client that expects 100 is told to go on", "[http]") {
  Door door(Echo);
  RawClient client(door.address());
  client.Send("PUT /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  CHECK(client.ReadUntil("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  client.Send("hi");
  CHECK(client.ReadResponse().body == "PUT /x? hi");
}

TEST_CASE("pipelined requests are answered in order", "[http]") {
  Held held;
  Door door(held.handler());
  RawClient client(door.address());
  client.Send(Get("/1") + "POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\ntwo" +
              Get("/3").substr(0, 20));
  Echo(held.Wait(0));
  CHECK(client.ReadResponse().body == "GET /1? ");
  Echo(held.Wait(1));
  CHECK(held.count() == 2);
  CHECK(client.ReadResponse().body == "POST /2? two");
  client.Send(Get("/3").substr(20));
  Echo(held.Wait(2));
  CHECK(client.ReadResponse().body == "GET /3? ");
}

TEST_CASE("the second of two pipelined requests is not handed on before the first is answered",
          "[http]") {
  Held held;
  Door door(held.handler());
  RawClient client(door.address());
  client.Send(Get("/1") + Get("/2"));
  const ExchangePtr first = held.Wait(0);
  CHECK_FALSE(test::Eventually([&] { return held.count() > 1; }, std::chrono::milliseconds(50)));
  first->Respond({});
  held.Wait(1)->Respond({});
  CHECK(client.ReadResponse().status == 200);
  CHECK(client.ReadResponse().status == 200);
}

TEST_CASE("a thousand pipelined requests are all answered", "[http]") {
  Door door(Echo);
  RawClient client(door.address());
  std::string requests;
  for (int i = 0; i < 1000; ++i) requests += Get(base::Cat("/", i));
  client.Send(requests);
  for (int i = 0; i < 1000; ++i) {
    REQUIRE(client.ReadResponse().body == base::Cat("GET /", i, "? "));
  }
}

TEST_CASE("requests that come byte by byte are understood", "[http]") {
  Door door(Echo);
  RawClient client(door.address());
  const std::string requests = "\r\n\r\n" + Get("/1") +
                               "POST /2 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                               "2\r\nhi\r\n0\r\n\r\n";
  for (const char c : requests) REQUIRE(client.Send({&c, 1}));
  CHECK(client.ReadResponse().body == "GET /1? ");
  CHECK(client.ReadResponse().body == "POST /2? hi");
}

TEST_CASE("an answer to HEAD has the length and no body", "[http]") {
  Door door(Echo);
  RawClient client(door.address());
  client.Send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n" + Get("/y"));
  const test::Response head = client.ReadResponse(true);
  CHECK(head.header("Content-Length") == "9");
  CHECK(client.ReadResponse().body == "GET /y? ");
}

TEST_CASE("204 and 304 have neither body nor length", "[http]") {
  const int status = GENERATE(204, 304);
  Door door([status](const ExchangePtr& exchange) {
    exchange->Respond({.status = status, .body = "not sent"});
  });
  RawClient client(door.address());
  client.Send(Get("/"));
  CHECK(client.ReadUntil("\r\n\r\n").find("Content-Length") == std::string::npos);
  client.Send(Get("/"));
  CHECK(client.ReadResponse().status == status);
}

TEST_CASE("a connection lasts as its client wishes", "[http]") {
  Door door(Echo);
  RawClient client(door.address());
  SECTION("HTTP/1.1 closes when it is asked to") {
    client.Send(Get("/", "Connection: close\r\n"));
    CHECK(client.ReadResponse().header("Connection") == "close");
    CHECK(client.Closed(test::kHttpTimeout));
  }
  SECTION("HTTP/1.0 closes by itself") {
    client.Send("GET / HTTP/1.0\r\n\r\n");
    CHECK(client.ReadResponse().header("Connection") == "close");
    CHECK(client.Closed(test::kHttpTimeout));
  }
  SECTION("HTTP/1.0 stays when it is asked to") {
    client.Send("GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    CHECK(client.ReadResponse().header("Connection") == "keep-alive");
    client.Send("GET /2 HTTP/1.0\r\n\r\n");
    CHECK(client.ReadResponse().body == "GET /2? ");
  }
  SECTION("a client that has closed its sending side still gets its answer") {
    client.Send(Get("/"));
    client.EndSending();
    CHECK(client.ReadResponse().status == 200);
    CHECK(client.Closed(test::kHttpTimeout));
  }
}

TEST_CASE("a connection is closed politely after its last request", "[http]") {
  ServerOptions options;
  options.limits.max_requests_per_connection = 2;
  Door door(Echo, options);
  RawClient client(door.address());
  client.Send(Get("/1") + Get("/2") + Get("/3"));
  CHECK(client.ReadResponse().header("Connection").empty());
  CHECK(client.ReadResponse().header("Connection") == "close");
  CHECK(client.ReadAll().empty());
}

}  // namespace motcua::http
