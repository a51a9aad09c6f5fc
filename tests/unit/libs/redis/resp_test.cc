#include "libs/redis/resp.h"

#include "catch2/catch.hpp"

namespace motcua::redis {
namespace {

using namespace std::string_literals;

// The one reply that `bytes` are.
Reply Decode(std::string_view bytes) {
  Decoder decoder;
  REQUIRE(decoder.Feed(bytes).ok());
  absl::StatusOr<Reply> reply = decoder.Next();
  REQUIRE(reply.ok());
  REQUIRE(*reply != nullptr);
  return std::move(*reply);
}

}  // namespace

TEST_CASE("a command is its arguments with their lengths, whatever bytes they hold", "[redis]") {
  std::string out = "before";
  AppendCommand(out, {"SET", "k\0\r\n"s, "", "\xff$*"});
  CHECK(out == "before*4\r\n$3\r\nSET\r\n$4\r\nk\0\r\n\r\n$0\r\n\r\n$3\r\n\xff$*\r\n"s);
}

TEST_CASE("replies are read however their bytes are cut", "[redis]") {
  const std::string bytes = "$4\r\na\0\r\n\r\n:-7\r\n$-1\r\n*2\r\n$1\r\nx\r\n:1\r\n+PONG\r\n"s;
  for (size_t cut = 1; cut < 8; ++cut) {
    Decoder decoder;
    std::vector<Reply> replies;
    for (size_t at = 0; at < bytes.size(); at += cut) {
      REQUIRE(decoder.Feed(std::string_view(bytes).substr(at, cut)).ok());
      while (true) {
        Reply reply = decoder.Next().value();
        if (reply == nullptr) break;
        replies.push_back(std::move(reply));
      }
    }
    CAPTURE(cut);
    REQUIRE(replies.size() == 5);
    CHECK(AsText(*replies[0]).value() == "a\0\r\n"s);
    CHECK(AsInteger(*replies[1]).value() == -7);
    CHECK(AsText(*replies[2]).value() == std::nullopt);
    CHECK(replies[3]->elements == 2);
    CHECK(TextOf(*replies[4]) == "PONG");
    CHECK(decoder.unfinished() == 0);
  }
}

TEST_CASE("what is not the protocol is an error", "[redis]") {
  const std::string bytes = GENERATE("HTTP/1.1 400 Bad Request\r\n", "$x\r\n", "*2\r\n?\r\n",
                                     "$-9\r\n", ":1x\r\n", "*99999999999999999999\r\n");
  Decoder decoder;
  CAPTURE(bytes);
  CHECK((decoder.Feed(bytes).ok() && decoder.Next().ok()) == false);
}

TEST_CASE("an error reply tells whether the node cannot serve, and no arguments", "[redis]") {
  const auto status = [](std::string_view bytes) { return StatusOf(*Decode(bytes)); };
  CHECK(absl::IsUnavailable(status("-LOADING Redis is loading the dataset in memory\r\n")));
  CHECK(
      absl::IsUnavailable(status("-OOM command not allowed when used memory > 'maxmemory'.\r\n")));
  const absl::Status internal = status("-ERR unknown command 'x', with args: 'secret'\r\n");
  CHECK(absl::IsInternal(internal));
  CHECK(std::string(internal.message()) == "redis: ERR");
  CHECK(absl::IsInternal(status("-WRONGTYPE Operation against a key\r\n")));
  CHECK(absl::IsInternal(status("-\r\n")));
  CHECK(status("+OK\r\n").ok());
}

TEST_CASE("a reply of another type is an error, no value", "[redis]") {
  CHECK(absl::IsInternal(AsText(*Decode(":1\r\n")).status()));
  CHECK(absl::IsInternal(AsText(*Decode("*0\r\n")).status()));
  CHECK(absl::IsInternal(AsInteger(*Decode("$1\r\n1\r\n")).status()));
  CHECK(absl::IsInternal(AsInteger(*Decode("$-1\r\n")).status()));
}

}  // namespace motcua::redis
