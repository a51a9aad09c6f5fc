#include "services/procedure-catalog/domain/search_key.h"

#include <algorithm>

#include "catch2/catch.hpp"

namespace motcua::catalog {
namespace {

Vocabulary Some() {
  return Vocabulary({{"1", 900},
                     {"chung", 80},
                     {"chung_nhan", 60},
                     {"dang", 600},
                     {"dang_ky", 500},
                     {"do", 20},
                     {"giay", 300},
                     {"giay_chung", 55},
                     {"khai", 100},
                     {"khai_sinh", 30},
                     {"ky", 550},
                     {"ky_khai", 40},
                     {"name", 1},
                     {"nhan", 70},
                     {"near", 1},
                     {"or", 1},
                     {"sinh", 50},
                     {"so", 90}},
                    1000);
}

SearchKey Key(std::string_view query, const EverydayTerms& terms = {}) {
  return SearchKeyOf(query, terms, Some());
}

// The phrases of a question that gain something, in order.
std::vector<std::string> Ranked(const Question& question) {
  std::vector<std::string> phrases;
  size_t at = 0;
  for (const double gain : question.gains) {
    const size_t begin = question.match.find('"', at);
    const size_t end = question.match.find('"', begin + 1);
    at = end + 1;
    const bool goes_on = at < question.match.size() && question.match[at] == '*';
    if (gain > 0) phrases.push_back(question.match.substr(begin + 1, end - begin - 1 + goes_on));
    if (goes_on && gain > 0) phrases.back().back() = '*';
  }
  CHECK(question.match.find('"', at) == std::string::npos);
  return phrases;
}

using Phrases = std::vector<std::string>;

}  // namespace

TEST_CASE("words are asked for together, then the rarest words and pairs", "[catalog][domain]") {
  const SearchKey key = Key("  Đăng ký  KHAI");
  CHECK(key.code.empty());
  CHECK(key.title == "dang ky khai");
  CHECK(key.mended.empty());
  CHECK(key.words == std::vector<std::string>{"dang", "ky", "khai"});
  CHECK(key.beginning == "khai");
  const Phrases ranked = {"ky_khai", "ky_khai*", "khai", "khai*", "dang_ky", "ky", "dang"};
  REQUIRE(key.questions.size() == 2);
  CHECK(key.questions[0].match.starts_with(
      R"(((("dang")) AND (("ky")) AND (("khai"*))) AND ("ky_khai" OR )"));
  CHECK(Ranked(key.questions[0]) == ranked);
  CHECK(key.questions[1].match.starts_with(
      R"(("ky_khai" OR "ky_khai"* OR "khai") AND ("ky_khai" OR )"));
  CHECK(Ranked(key.questions[1]) == ranked);
}

TEST_CASE("one word is asked for once, and so is a word so common that nothing is rarer",
          "[catalog][domain]") {
  REQUIRE(Key("khai").questions.size() == 1);
  CHECK(Key("khai").questions[0].match == R"("khai" OR "khai"*)");
  REQUIRE(Key("dang").questions.size() == 1);
  CHECK(Key("dang").questions[0].match.starts_with(R"(("dang") AND ("dang" OR "dang"*))"));
}

TEST_CASE("a rarer word gains more, and a word typed twice counts twice", "[catalog][domain]") {
  const std::vector<double> once = Key("khai").questions[0].gains;
  CHECK(Key("sinh").questions[0].gains[0] > once[0]);
  const SearchKey twice = Key("khai khai");
  CHECK(twice.questions.back().gains[0] == Approx(2 * once[0]));
}

TEST_CASE("what an everyday term means is asked for beside it", "[catalog][domain]") {
  const EverydayTerms terms = *EverydayTerms::Parse(
      "said\tmeant\tweight\nsổ đỏ\tgiấy chứng nhận\t2\nlàm lại\tcấp lại\t1\nxin hỏi\t\t1\n");
  const SearchKey key = Key("Xin hỏi sổ đỏ", terms);
  CHECK(key.title == "xin hoi so do");
  CHECK(key.meant == "giay chung nhan");
  CHECK(key.words == std::vector<std::string>{"so", "do", "giay", "chung", "nhan"});
  CHECK(key.questions[0].match.starts_with(
      R"(((("so" AND "do"*) OR ("giay" AND "chung" AND "nhan"))) AND ()"));
  const Phrases ranked = Ranked(key.questions[0]);
  CHECK(ranked == Phrases{"do", "do*", "giay_chung", "chung_nhan", "nhan", "chung", "so", "giay"});
  // It weighs as much as the table says.
  const SearchKey plain = Key("giay chung x");
  const auto gain_of = [](const SearchKey& of, const std::string& phrase) {
    const Phrases phrases = Ranked(of.questions.back());
    const auto at = std::find(phrases.begin(), phrases.end(), phrase) - phrases.begin();
    const size_t silent = of.questions.back().gains.size() - phrases.size();
    return of.questions.back().gains[silent + static_cast<size_t>(at)];
  };
  CHECK(gain_of(key, "giay_chung") == Approx(2 * gain_of(plain, "giay_chung")));
  // What is typed and meant counts once.
  CHECK(std::ranges::count(Ranked(Key("sổ đỏ chứng", terms).questions[0]), "chung") == 1);
  // Neighbours that mean the same word say it once.
  CHECK(Key("làm lại lại sổ đỏ", terms).meant == "cap lai giay chung nhan");
}

TEST_CASE("a query of nothing but empty words is taken at its word", "[catalog][domain]") {
  const EverydayTerms terms = *EverydayTerms::Parse("said\tmeant\tweight\nkhai sinh\t\t1\n");
  CHECK(Key("khai sinh", terms).questions[0].match == Key("khai sinh").questions[0].match);
}

TEST_CASE("a misspelt query says how it was understood", "[catalog][domain]") {
  const SearchKey key = Key("khia sinh");
  CHECK(key.mended == "khai sinh");
  CHECK(key.title == "khai sinh");
  CHECK(key.questions[0].match == Key("khai sinh").questions[0].match);
}

TEST_CASE("nothing that people type is an operator", "[catalog][domain]") {
  CHECK(Key(R"("khai")").questions[0].match == Key("khai").questions[0].match);
  CHECK(Key("name:*").questions[0].match == R"("name" OR "name"*)");
  for (const Question& question : Key(R"(khai" OR name : NEAR( - ^x)").questions) {
    CAPTURE(question.match);
    CHECK(question.match.find("\"or\"") != std::string::npos);
    CHECK(question.match.find("\"near\"") != std::string::npos);
    CHECK(question.match.find(':') == std::string::npos);
    CHECK(question.match.find('^') == std::string::npos);
  }
}

TEST_CASE("a query without a word, or with none that is known, finds nothing",
          "[catalog][domain]") {
  for (const char* query : {"", "  ", " ;–* ", "\"", "\xFF\xFE", "zzzz", "zz yy"}) {
    CHECK(Key(query).questions.empty());
  }
}

TEST_CASE("a code, or the beginning of one, is looked for among codes", "[catalog][domain]") {
  CHECK(Key(" 1.001193 ").code == "1.001193");
  CHECK(Key("1.001193").questions[0].match == R"(code : "1 001193"*)");
  CHECK(Key("1.014464.H50").code == "1.014464.H50");
  CHECK(Key("1.0011").code.empty());
  CHECK(Key("1.0011").questions[0].match == R"(code : "1 0011"*)");
}

TEST_CASE("a code among words, or without its dot, is looked for first", "[catalog][domain]") {
  for (const char* query : {"thủ tục 1.001193", "1001193", "1 001193", "mã 1001193, khai sinh"}) {
    CAPTURE(query);
    CHECK(Key(query).code == "1.001193");
    CHECK(Key(query).questions.at(0).match == R"(code : "1 001193"*)");
  }
  // A locality that nobody has leads to the procedure of the country.
  const SearchKey local = Key("mã 1.001193.h50");
  CHECK(local.code == "1.001193.H50");
  REQUIRE(local.questions.size() >= 2);
  CHECK(local.questions[0].match == R"(code : "1 001193 h50"*)");
  CHECK(local.questions[1].match == R"(code : "1 001193"*)");
  CHECK(Key("khai sinh 1.001193").questions.back().match.find("khai_sinh") != std::string::npos);
  for (const char* query : {"khai 12345678", "khai 1.00119", "khai 1.0011934", "khai 11.001193"}) {
    CAPTURE(query);
    CHECK(Key(query).code.empty());
  }
}

TEST_CASE("a query of many words costs no more than one of 24", "[catalog][domain]") {
  std::string query;
  std::vector<Vocabulary::Term> terms;
  for (int i = 0; i < 200; ++i) {
    query += "w" + std::to_string(i) + " ";
    terms.push_back({"w" + std::to_string(i), 1});
  }
  const SearchKey key = SearchKeyOf(query, {}, Vocabulary(terms, 1000));
  CHECK(key.questions[0].match.find("\"w23\"*") != std::string::npos);
  CHECK(key.questions[0].match.find("w24") == std::string::npos);
}

}  // namespace motcua::catalog
