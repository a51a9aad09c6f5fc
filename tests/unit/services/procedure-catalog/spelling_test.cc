#include "services/procedure-catalog/domain/spelling.h"

#include "catch2/catch.hpp"
#include "services/procedure-catalog/domain/search_text.h"

namespace motcua::catalog {
namespace {

std::string Mended(std::string_view query) {
  const Vocabulary vocabulary({{"dang", 50},
                               {"dang_ky", 40},
                               {"ky", 45},
                               {"ky_khai", 3},
                               {"khai", 9},
                               {"khai_sinh", 5},
                               {"khoi", 30},
                               {"sinh", 8},
                               {"duong", 7}},
                              100);
  const EverydayTerms terms = *EverydayTerms::Parse("said\tmeant\tweight\nso do\tgiay\t1\n");
  std::string out;
  for (const std::string& word : Mend(WordsOf(query), vocabulary, terms)) {
    out += (out.empty() ? "" : " ") + word;
  }
  return out;
}

}  // namespace

TEST_CASE("a word that is there stays, and so does what an everyday term says",
          "[catalog][domain]") {
  CHECK(Mended("dang ky khai sinh") == "dang ky khai sinh");
  CHECK(Mended("so do") == "so do");
  CHECK(Mended("dang ky kha") == "dang ky kha");  // The last one may go on.
  CHECK(Mended("") == "");
}

TEST_CASE("a slip becomes the word that stands beside its neighbours", "[catalog][domain]") {
  CHECK(Mended("dang ky khia sinh") == "dang ky khai sinh");
  CHECK(Mended("khoai sinh") == "khai sinh");  // Though "khoi" is in more records.
  CHECK(Mended("dnag ky") == "dang ky");
  CHECK(Mended("khaii") == "khai");
}

TEST_CASE("keys of Telex and VNI are read", "[catalog][domain]") {
  CHECK(Mended("dduwowngf") == "duong");
  CHECK(Mended("ddawng kys khai sinh") == "dang ky khai sinh");
  CHECK(Mended("d9uong72") == "duong");
}

TEST_CASE("words typed as one are parted", "[catalog][domain]") {
  CHECK(Mended("khaisinh") == "khai sinh");
}

TEST_CASE("what has no mend stays as it is", "[catalog][domain]") {
  CHECK(Mended("zzz khai") == "zzz khai");
  CHECK(Mended("q1 khai") == "q1 khai");
  CHECK(Mended("2024 khai") == "2024 khai");
}

}  // namespace motcua::catalog
