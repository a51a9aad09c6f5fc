#include "libs/http/head.h"

#include "catch2/catch.hpp"

namespace motcua::http {
namespace {

std::optional<std::string> Write(std::string name, std::string value) {
  return WriteHead({.headers = {{std::move(name), std::move(value)}}}, Framing::kLength,
                   Persistence::kKept, "now");
}

}  // namespace

TEST_CASE("a head is written with the fields the server answers for", "[http][head]") {
  const Response response{
      .status = 404,
      .headers = {{"X-A", "b\tc đ"}, {"Content-Length", "99"}, {"connection", "upgrade"}},
      .body = "12345"};
  CHECK(WriteHead(response, Framing::kLength, Persistence::kClosed, "now") ==
        "HTTP/1.1 404 Not Found\r\nX-A: b\tc đ\r\nDate: now\r\nConnection: close\r\n"
        "Content-Length: 5\r\n\r\n");
  CHECK(WriteHead({}, Framing::kChunks, Persistence::kKeptOn10, "now") ==
        "HTTP/1.1 200 OK\r\nDate: now\r\nConnection: keep-alive\r\n"
        "Transfer-Encoding: chunked\r\n\r\n");
  CHECK(WriteHead({}, Framing::kUntilClose, Persistence::kKept, "now") ==
        "HTTP/1.1 200 OK\r\nDate: now\r\n\r\n");
}

TEST_CASE("a field that would break the head is not written", "[http][head]") {
  CHECK(Write("X", "fine"));
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const bool control = (byte < 0x20 && c != '\t') || byte == 0x7f;
    CAPTURE(byte);
    CHECK(Write("X", std::string("a") + c + "b").has_value() == !control);
  }
  CHECK_FALSE(Write("", "a"));
  CHECK_FALSE(Write("X Y", "a"));
  CHECK_FALSE(Write("X:", "a"));
  CHECK_FALSE(Write("X\r\nY", "a"));
  CHECK_FALSE(Write("Content-Length", "1\r\nX: y"));
}

TEST_CASE("a status that ends no answer is not written", "[http][head]") {
  const int status = GENERATE(-1, 0, 99, 100, 199, 600, 1000);
  CHECK_FALSE(WriteHead({.status = status}, Framing::kLength, Persistence::kKept, "now"));
}

TEST_CASE("dates and chunks have the form of the standard", "[http][head]") {
  CHECK(HttpDate(784111777) == "Sun, 06 Nov 1994 08:49:37 GMT");
  CHECK(Chunk(std::string(26, 'a')) == "1a\r\n" + std::string(26, 'a') + "\r\n");
}

}  // namespace motcua::http
