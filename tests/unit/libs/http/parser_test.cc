#include "libs/http/parser.h"

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/text.h"

namespace motcua::http {
namespace {

// What a parser makes of `bytes` that come `step` at a time: a line for each request, then how it
// ends.
std::vector<std::string> Parse(std::string_view bytes, size_t step) {
  Parser parser(1024);
  std::vector<std::string> seen;
  while (true) {
    switch (parser.Next()) {
      case Parser::Step::kMore: {
        if (bytes.empty()) return seen;
        const std::span<char> room = parser.Room();
        const size_t count = std::min({step, bytes.size(), room.size()});
        REQUIRE(count > 0);
        std::memcpy(room.data(), bytes.data(), count);
        bytes.remove_prefix(count);
        parser.Arrived(count);
        break;
      }
      case Parser::Step::kHead: parser.AllowBody(2000); break;
      case Parser::Step::kWhole: {
        const auto request = parser.Release();
        seen.push_back(base::Cat(request->method(), " ", request->path(), " ", request->header("X"),
                                 " ", request->body()));
        break;
      }
      case Parser::Step::kRefused: seen.push_back(base::Cat(parser.refusal().status)); return seen;
    }
  }
}

}  // namespace

TEST_CASE("how bytes are cut into pieces changes nothing", "[http][parser]") {
  const std::string big(1500, 'b');
  const std::string bytes = base::Cat(
      "\r\nGET /1 HTTP/1.1\r\nHost: a\r\nX: one\r\n\r\n",
      "POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 1500\r\n\r\n", big,
      "PUT /3 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
      "5\r\nhello\r\n1;x=y\r\n!\r\n00\r\nX: late\r\n\r\n", "GET /4 HTTP/1.0\r\n\r\n",
      "GET /5 HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", "GET /6 HTTP/1.1\r\nHost: a\r\n\r\n");
  const std::vector<std::string> whole = Parse(bytes, bytes.size());
  CHECK(whole == std::vector<std::string>{"GET /1 one ", "POST /2  " + big, "PUT /3  hello!",
                                          "GET /4  ", "400"});
  for (size_t step = 1; step < 200; ++step) REQUIRE(Parse(bytes, step) == whole);
}

TEST_CASE("a head that never ends is refused at the limit", "[http][parser]") {
  const std::string bytes = "GET / HTTP/1.1\r\nX: " + std::string(5000, 'x');
  CHECK(Parse(bytes, 7) == std::vector<std::string>{"431"});
  CHECK(Parse(bytes, 5000) == std::vector<std::string>{"431"});
}

TEST_CASE("a chunk size that never ends is refused", "[http][parser]") {
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  CHECK(Parse(head + "1;" + std::string(5000, 'x'), 100) == std::vector<std::string>{"400"});
  CHECK(Parse(head + "0\r\nX: " + std::string(5000, 'x'), 100) == std::vector<std::string>{"400"});
}

TEST_CASE("any byte in any place is either understood or refused", "[http][parser]") {
  const std::string good =
      "POST /2?x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nX: y\r\n\r\n"
      "2;a=\"b\"\r\nhi\r\n0\r\nT: u\r\n\r\n";
  for (size_t at = 0; at < good.size(); ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string bytes = good;
      bytes[at] = static_cast<char>(byte);
      REQUIRE(Parse(bytes, 11) == Parse(bytes, bytes.size()));
    }
  }
}

}  // namespace motcua::http
