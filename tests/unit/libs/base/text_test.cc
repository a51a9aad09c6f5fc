#include "libs/base/text.h"

#include <cstdint>
#include <limits>

#include "catch2/catch.hpp"

namespace motcua::base {

TEST_CASE("pieces of text and numbers are joined", "[base]") {
  CHECK(Cat().empty());
  CHECK(Cat("a", std::string("b"), std::string_view("c"), 1, -2, size_t{3}) == "abc1-23");
  CHECK(Cat(std::numeric_limits<int64_t>::min(), " ", std::numeric_limits<uint64_t>::max()) ==
        "-9223372036854775808 18446744073709551615");
}

TEST_CASE("a text is taken apart where it says", "[base]") {
  std::string_view text = "a b\n\nc";
  CHECK(TakeUntil(text, '\n') == "a b");
  CHECK(TakeUntil(text, '\n').empty());
  CHECK(text == "c");
  CHECK(TakeUntil(text, '\n') == "c");
  CHECK(text.empty());
  CHECK(TakeUntil(text, '\n').empty());
}

TEST_CASE("a number is read when it is the whole text", "[base]") {
  int number = 0;
  CHECK(ParseInt("-17", &number));
  CHECK(number == -17);
  CHECK(ParseInt("007", &number));
  CHECK(number == 7);
  for (const char* const text : {"", " 1", "1 ", "+1", "1.0", "0x1", "--1", "2147483648", "một"}) {
    CAPTURE(text);
    CHECK_FALSE(ParseInt(text, &number));
  }
  unsigned natural = 0;
  CHECK_FALSE(ParseInt("-1", &natural));
}

}  // namespace motcua::base
