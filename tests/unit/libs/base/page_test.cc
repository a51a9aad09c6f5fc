#include "libs/base/page.h"

#include <string>
#include <vector>

#include "catch2/catch.hpp"

namespace motcua::base {
namespace {

constexpr PageSizes kSizes = {50, 500};

}  // namespace

TEST_CASE("a token leads back to the key it was made of", "[base]") {
  const std::string last = GENERATE("00235", "2026-11-2300235", "00004/", "đ\n\t");
  const Page page = ReadPage(7, TokenAfter(last, "filter"), "filter", kSizes).value();
  CHECK(page.size == 7);
  CHECK(page.after == last);
}

TEST_CASE("sizes are those of the contract", "[base]") {
  CHECK(ReadPage(0, "", "", kSizes)->size == 50);
  CHECK(ReadPage(500, "", "", kSizes)->size == 500);
  CHECK(ReadPage(501, "", "", kSizes)->size == 500);
  CHECK(absl::IsInvalidArgument(ReadPage(-1, "", "", kSizes).status()));
}

TEST_CASE("a token that is none of ours is refused", "[base]") {
  const std::string good = TokenAfter("00235", "filter");
  std::string changed = good;
  changed.back() = changed.back() == '0' ? '1' : '0';
  const std::vector<std::string> wrong = {changed,
                                          good + "0",
                                          good + "00",
                                          good.substr(1),
                                          good.substr(0, 16),
                                          "x",
                                          std::string(1 << 20, 'a'),
                                          TokenAfter("00235", "filter2"),
                                          std::string("\0\0\0\0", 4)};
  for (size_t i = 0; i < wrong.size(); ++i) {
    CAPTURE(i);
    CHECK(absl::IsInvalidArgument(ReadPage(10, wrong[i], "filter", kSizes).status()));
  }
}

TEST_CASE("a filter and a key do not run into one another", "[base]") {
  CHECK(TokenAfter("bc", "a").substr(0, 16) != TokenAfter("c", "ab").substr(0, 16));
}

}  // namespace motcua::base
