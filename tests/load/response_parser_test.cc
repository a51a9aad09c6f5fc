#include "tests/load/response_parser.h"

#include <vector>

#include "catch2/catch.hpp"

namespace motcua::load {
namespace {

using Step = ResponseParser::Step;

struct Answer {
  int status;
  std::string body;
  bool keep_alive = true;
  std::string etag = {};

  bool operator==(const Answer&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Answer& answer) {
  return out << answer.status << " '" << answer.body << "' " << answer.keep_alive << answer.etag;
}

// What is read from `bytes` when they come in pieces of so many; the last step goes to `last`.
std::vector<Answer> Read(std::string_view bytes, size_t piece, Step* last) {
  ResponseParser parser;
  parser.KeepBody(true);
  std::vector<Answer> answers;
  for (size_t at = 0; at < bytes.size(); at += piece) {
    // A copy of its own size, so that reading beyond the piece is seen by the sanitizers.
    const std::vector<char> copy(
        bytes.begin() + static_cast<std::ptrdiff_t>(at),
        bytes.begin() + static_cast<std::ptrdiff_t>(std::min(bytes.size(), at + piece)));
    std::string_view left(copy.data(), copy.size());
    while (!left.empty()) {
      *last = parser.Feed(&left);
      if (*last == Step::kBad) return answers;
      if (*last == Step::kWhole) {
        answers.push_back({parser.status(), parser.body(), parser.keep_alive(), parser.etag()});
      }
    }
  }
  return answers;
}

struct Case {
  std::string bytes;
  std::vector<Answer> answers;
};

const std::vector<Case> kGood = {
    {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: \"a\"\r\n\r\nhello",
     {{200, "hello", true, "\"a\""}}},
    {"HTTP/1.1 200\r\ncontent-LENGTH:0  \r\n\r\n", {{200, ""}}},
    {"HTTP/1.1 304 Not Modified\r\nContent-Length: 1234\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
     {{304, ""}, {204, ""}}},
    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
     "5\r\nhello\r\n00a;why=not\r\n, world!\r\n\r\n0\r\nTrailer: x\r\n\r\n"
     "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno",
     {{200, "hello, world!\r\n"}, {404, "no", false}}},
    {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 1\r\n\r\n!",
     {{201, "!"}}},
    {"HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\n1"
     "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 1\r\n\r\n2",
     {{200, "1", false}, {200, "2", true}}},
    {"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\n1\r\n", {{200, "1\r\n"}}},
};

}  // namespace

TEST_CASE("answers are read alike in whichever pieces they come", "[load]") {
  for (const auto& [bytes, answers] : kGood) {
    for (size_t piece = 1; piece <= bytes.size(); ++piece) {
      CAPTURE(bytes, piece);
      Step last = Step::kBad;
      CHECK(Read(bytes, piece, &last) == answers);
      CHECK(last == Step::kWhole);
    }
  }
}

TEST_CASE("what two readers could understand differently is bad", "[load]") {
  for (const std::string bytes :
       {"HTP/1.1 200 OK\r\n",
        "HTTP/2.0 200 OK\r\n",
        "HTTP/1.1 20 OK\r\n",
        "HTTP/1.1 099 OK\r\n",
        "HTTP/1.1 2000 OK\r\n",
        "HTTP/1.1 200 OK\n",
        "HTTP/1.1 101 Switching\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n",
        "HTTP/1.1 200 OK\r\n: no name\r\n",
        "HTTP/1.1 200 OK\r\nA: b\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1x\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: \r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n"}) {
    for (const size_t piece : {size_t{1}, bytes.size()}) {
      CAPTURE(bytes, piece);
      Step last = Step::kWhole;
      CHECK(Read(bytes, piece, &last).empty());
      CHECK(last == Step::kBad);
    }
  }
}

TEST_CASE("a line that never ends is bad, and so is what follows", "[load]") {
  Step last = Step::kMore;
  CHECK(Read("HTTP/1.1 200 OK\r\nA: " + std::string(70'000, 'a'), 1000, &last).empty());
  CHECK(last == Step::kBad);
}

TEST_CASE("only an answer without a length ends with its connection", "[load]") {
  ResponseParser parser;
  CHECK(parser.End() == Step::kBad);
  std::string_view bytes = "HTTP/1.1 200 OK\r\n\r\nall of it";
  parser.KeepBody(true);
  CHECK(parser.Feed(&bytes) == Step::kMore);
  CHECK(parser.End() == Step::kWhole);
  CHECK(parser.body() == "all of it");
  CHECK_FALSE(parser.keep_alive());
  for (std::string_view cut : {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", "HTTP/1.1 2",
                               "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n"}) {
    parser.Reset();
    CHECK(parser.Feed(&cut) == Step::kMore);
    CHECK(parser.End() == Step::kBad);
  }
}

TEST_CASE("bytes after an answer are left, and those of a new connection are new", "[load]") {
  ResponseParser parser;
  std::string_view bytes = "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 5";
  CHECK(parser.Feed(&bytes) == Step::kWhole);
  CHECK(bytes == "HTTP/1.1 5");
  CHECK(parser.Feed(&bytes) == Step::kMore);
  CHECK_FALSE(parser.idle());
  parser.Reset();
  CHECK(parser.idle());
  bytes = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  CHECK(parser.Feed(&bytes) == Step::kWhole);
  CHECK(parser.status() == 200);
  CHECK(parser.body().empty());  // Nobody has asked to keep it.
}

}  // namespace motcua::load
