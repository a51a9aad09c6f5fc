#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "tests/unit/libs/http/door.h"

namespace motcua::http {

using test::RawClient;
using namespace std::string_literals;

TEST_CASE("a request that two readers could understand differently is refused", "[http]") {
  const auto [name, request] = GENERATE(table<std::string, std::string>({
      {"length and chunks",
       "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: "
       "chunked\r\n\r\n0\r\n\r\n"},
      {"chunks and length",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: "
       "4\r\n\r\n0\r\n\r\n"},
      {"two lengths",
       "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde"},
      {"two lengths in a list", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4, 5\r\n\r\nabcde"},
      {"the same length twice",
       "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nabcd"},
      {"the same length twice in a list",
       "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4, 4\r\n\r\nabcd"},
      {"signed length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +4\r\n\r\nabcd"},
      {"length that is no number", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x4\r\n\r\nabcd"},
      {"length beyond 64 bits",
       "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551617\r\n\r\na"},
      {"bare LF", "GET / HTTP/1.1\nHost: a\n\n"},
      {"bare LF in the head", "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n"},
      {"bare LF at its end", "GET / HTTP/1.1\r\nHost: a\r\n\n"},
      {"bare CR", "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n"},
      {"NUL", "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n"s},
      {"folded line", "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n"},
      {"space before the first field", "GET / HTTP/1.1\r\n X: a\r\nHost: a\r\n\r\n"},
      {"space before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n"},
      {"two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"},
      {"no host", "GET / HTTP/1.1\r\n\r\n"},
      {"unknown coding",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
      {"chunked not last",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n"},
      {"disguised coding",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"},
      {"disguised coding, then chunked",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\nTransfer-Encoding: "
       "chunked\r\n\r\n0\r\n\r\n"},
      {"chunked, then disguised coding",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: "
       "identity\r\n\r\n0\r\n\r\n"},
      {"chunks in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"chunk without a size",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n"},
      {"chunk longer than its size",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n"},
      {"length in a trailer",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: "
       "4\r\n\r\n"},
      {"authority as target", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"relative target", "GET x HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"another version", "GET / HTTP/2.0\r\nHost: a\r\n\r\n"},
      {"no version", "GET /\r\n\r\n"},
      {"TLS", "\x16\x03\x01\x02\n\n"},
  }));
  INFO(name);
  Held held;
  Door door(held.handler());
  RawClient client(door.address());
  client.Send(request);
  const test::Response response = client.ReadResponse();
  CHECK(response.status == 400);
  CHECK(response.header("Connection") == "close");
  client.EndSending();
  CHECK(client.Closed(test::kHttpTimeout));
  CHECK(held.count() == 0);
}

TEST_CASE("nothing that follows a refused request is understood as a request", "[http]") {
  Held held;
  Door door(held.handler());
  RawClient client(door.address());
  client.Send("GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n" + Get("/smuggled"));
  CHECK(client.ReadResponse().status == 400);
  client.Send(Get("/smuggled"));
  client.EndSending();
  CHECK(client.ReadAll().empty());
  CHECK(held.count() == 0);
}

TEST_CASE("a head over the limit is refused with 431", "[http]") {
  ServerOptions options;
  options.limits.max_header_bytes = 8192;
  Door door(Echo, options);
  const auto long_line = [](size_t bytes) { return "X: " + std::string(bytes, 'x') + "\r\n"; };
  SECTION("in one line") {
    RawClient client(door.address());
    client.Send(Get("/", long_line(8192)));
    CHECK(client.ReadResponse().status == 431);
  }
  SECTION("in many fields") {
    RawClient client(door.address());
    std::string lines;
    for (int i = 0; i < 200; ++i) lines += "X: 1\r\n";
    client.Send(Get("/", lines));
    CHECK(client.ReadResponse().status == 431);
  }
  SECTION("in the target") {
    RawClient client(door.address());
    client.Send(Get("/" + std::string(9000, 'x')));
    CHECK(client.ReadResponse().status == 431);
  }
  SECTION("a head below it is taken") {
    RawClient client(door.address());
    client.Send(Get("/", long_line(8000)));
    CHECK(client.ReadResponse().status == 200);
  }
}

TEST_CASE("a body over the limit is refused with 413", "[http]") {
  ServerOptions options;
  options.limits.max_body_bytes = 100;
  options.body_limit = [](std::string_view method, std::string_view path) -> size_t {
    return method == "PUT" && path == "/v1/papers" ? 1000 : 100;
  };
  Held held;
  Door door(held.handler(), options);
  RawClient client(door.address());
  SECTION("before any of it is read") {
    client.Send(
        "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 101\r\n\r\n");
    const test::Response response = client.ReadResponse();
    CHECK(response.status == 413);
    CHECK(response.header("Connection") == "close");
  }
  SECTION("and whoever sends it all the same is not reset before it has read that") {
    client.Send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 30000000\r\n\r\n");
    for (int i = 0; i < 30; ++i) REQUIRE(client.Send(std::string(1'000'000, 'x')));
    CHECK(client.ReadResponse().status == 413);
  }
  SECTION("as soon as the chunks are too many") {
    client.Send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n" +
                std::string(64, 'x') + "\r\n30\r\n");
    CHECK(client.ReadResponse().status == 413);
  }
  SECTION("unless the path allows it") {
    client.Send("PUT /v1/papers HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n" +
                std::string(1000, 'x'));
    held.Wait()->Respond({});
    CHECK(client.ReadResponse().status == 200);
  }
}

TEST_CASE("a refusal has the body that the options give it", "[http]") {
  ServerOptions options;
  options.refuse = [](int status, std::string_view reason) {
    return Response{.status = status,
                    .headers = {{"Content-Type", "application/problem+json"}},
                    .body = base::Cat("{\"detail\":\"", reason, "\"}")};
  };
  Door door(Echo, options);
  RawClient client(door.address());
  client.Send("GET / HTTP/1.1\r\n\r\n");
  const test::Response response = client.ReadResponse();
  CHECK(response.header("Content-Type") == "application/problem+json");
  CHECK(response.body == R"({"detail":"not one Host field"})");
}

}  // namespace motcua::http
