#include "libs/obs/json_line.h"

#include <limits>

#include "catch2/catch.hpp"

namespace motcua::obs {
namespace {

std::string Quoted(std::string_view text) {
  std::string out;
  AppendJsonString(out, text);
  return out;
}

std::string Number(double value) {
  std::string out;
  AppendJsonNumber(out, value);
  return out;
}

}  // namespace

TEST_CASE("a JSON string escapes what JSON does not take", "[obs]") {
  CHECK(Quoted("") == R"("")");
  CHECK(Quoted("hồ sơ") == "\"hồ sơ\"");
  CHECK(Quoted(R"(a"b\c)") == R"("a\"b\\c")");
  CHECK(Quoted("a\nb\rc\td") == R"("a\nb\rc\td")");
  CHECK(Quoted(std::string_view("\0\x1f\x7f", 3)) == R"("\u0000\u001f\u007f")");
  CHECK(Quoted("\U0001F600") == "\"\U0001F600\"");
}

TEST_CASE("bytes that are no UTF-8 become U+FFFD in a JSON string", "[obs]") {
  CHECK(Quoted("a\xff"
               "b") == "\"a\uFFFDb\"");
  CHECK(Quoted("\xc3") == "\"\uFFFD\"");
  CHECK(Quoted("\xe1\xbb") == "\"\uFFFD\"");
  SECTION("an overlong form") {
    CHECK(Quoted("\xc0\xaf") == "\"\uFFFD\uFFFD\"");
  }
  SECTION("half of a surrogate pair") {
    CHECK(Quoted("\xed\xa0\x80") == "\"\uFFFD\uFFFD\uFFFD\"");
  }
  SECTION("a quote behind a lead byte still ends nothing") {
    CHECK(Quoted("\xe1\"") == "\"\uFFFD\\\"\"");
  }
}

TEST_CASE("a JSON number reads back the same", "[obs]") {
  CHECK(Number(0) == "0");
  CHECK(Number(0.1) == "0.1");
  CHECK(Number(-2.5e-7) == "-2.5e-07");
  CHECK(Number(std::numeric_limits<double>::infinity()) == "null");
  CHECK(Number(std::numeric_limits<double>::quiet_NaN()) == "null");
}

}  // namespace motcua::obs
