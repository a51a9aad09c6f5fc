#include "libs/base/fold.h"

#include "catch2/catch.hpp"

namespace motcua::base {

TEST_CASE("text is folded as people compare it", "[base]") {
  const auto [text, folded] = GENERATE(table<std::string, std::string>({
      {"", ""},
      {"Hà Nội", "ha noi"},
      {"ĐẮK LẮK", "dak lak"},
      {"  Phường  Đống-Đa. ", "phuong dong da"},
      {"Thừa Thiên – Huế", "thua thien hue"},
      {"Quận 1", "quan 1"},
      {"ưỡn ẹo ỷ lại", "uon eo y lai"},
      {"...", ""},
      // Composed and decomposed forms are one.
      {"Nguye\u0302\u0303n", "nguyen"},
      {"Nguy\u1ec5n", "nguyen"},
      // Bytes that are no UTF-8.
      {"a\xff"
       "b",
       "a b"},
      {"\xc3", ""},
  }));
  CAPTURE(text);
  CHECK(Fold(text) == folded);
  CHECK(Fold(folded) == folded);
}

TEST_CASE("a spelling with diacritics does not hang on where the tone mark stands", "[base]") {
  CHECK(FoldTones("Hòa Bình") == FoldTones("HOÀ  BÌNH"));
  CHECK(FoldTones("Thủy") == FoldTones("Thuỷ"));
  CHECK(FoldTones("Ho\u0300a") == FoldTones("Ho\u00e0"));
  CHECK(FoldTones("Hòa") != FoldTones("Hóa"));
  CHECK(FoldTones("Đông") != FoldTones("Dông"));
  CHECK(FoldTones("Tân") != FoldTones("Tan"));
  CHECK(FoldTones(" Xã B'Lao. ") == FoldTones("xã b lao"));
  CHECK(FoldTones("òa oà") == FoldTones("oà òa"));
  CHECK(FoldTones("\xff") == "");
}

TEST_CASE("well-formed UTF-8 is told from the rest", "[base]") {
  for (const char* const good :
       {"", "a", "hồ sơ", "\U0001F600", "\xed\x9f\xbf", "\xf4\x8f\xbf\xbf"}) {
    CAPTURE(good);
    CHECK(IsUtf8(good));
  }
  CHECK(IsUtf8(std::string_view("\0", 1)));
  // A lone lead, a lone trail, overlong forms, surrogates, above U+10FFFF, cut short.
  for (const char* const bad : {"\xc3", "\x80", "\xc0\x80", "\xe0\x80\x80", "\xf0\x80\x80\x80",
                                "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff", "a\xe1\xbb"}) {
    CAPTURE(bad);
    CHECK_FALSE(IsUtf8(bad));
  }
}

TEST_CASE("the words of a text stand where they were", "[base]") {
  const auto words = FoldWords("  Đăng ký\u2013KHAI  sinh! ");
  REQUIRE(words.size() == 4);
  CHECK(words[0].text == "dang");
  CHECK(words[0].start == 2);
  CHECK(words[0].length == 4);
  CHECK(words[2].text == "khai");
  CHECK(words[2].start == 10);
  CHECK(words[3].text == "sinh");
  CHECK(words[3].start == 16);
  // In the other Unicode form a mark has a place of its own.
  const auto apart = FoldWords("ky\u0301 x");
  REQUIRE(apart.size() == 2);
  CHECK(apart[0].text == "ky");
  CHECK(apart[0].length == 3);
  CHECK(apart[1].start == 4);
  // A letter beyond the basic plane is two units long.
  CHECK(FoldWords("\U0001D400 b")[1].start == 3);
  CHECK(FoldWords("").empty());
  CHECK(FoldWords(" \u0301- ").empty());
}

}  // namespace motcua::base
