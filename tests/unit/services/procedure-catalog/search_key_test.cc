#include "services/procedure-catalog/domain/search_key.h"

#include "catch2/catch.hpp"

namespace motcua::catalog {
namespace {

using Matches = std::vector<std::string>;

SearchKey Key(std::string_view query) {
  return SearchKeyOf(query, EverydayTerms());
}

}  // namespace

TEST_CASE("words are asked for together, then two neighbours, then any", "[catalog][domain]") {
  const std::string pairs = R"("dang ky" OR "ky khai"*)";
  const std::string any = R"("dang" OR "ky" OR "khai"* OR )" + pairs + R"( OR "khai" OR "ky khai")";
  const SearchKey key = Key("  Đăng ký  KHAI");
  CHECK(key.code.empty());
  CHECK(key.title == "dang ky khai");
  CHECK(key.matches == Matches{R"(("dang" AND "ky" AND "khai"*) AND ()" + any + ")",
                               "(" + pairs + ") AND (" + any + ")", any});
  CHECK(Key("khai").matches == Matches{R"("khai"* OR "khai")"});
}

TEST_CASE("what an everyday term means is asked for beside it", "[catalog][domain]") {
  const EverydayTerms terms = *EverydayTerms::Parse(
      "said\tmeant\tweight\nsổ đỏ\tgiấy chứng nhận\t2\nlàm lại\tcấp lại\t1\nxin hỏi\t\t1\n");
  const SearchKey key = SearchKeyOf("Xin hỏi sổ đỏ", terms);
  CHECK(key.title == "xin hoi so do");
  CHECK(key.meant == "giay chung nhan");
  const std::string meant = R"("giay" OR "chung" OR "nhan" OR "giay chung" OR "chung nhan")";
  const std::string any =
      R"("so" OR "do"* OR "so do"* OR "do" OR "so do" OR )" + meant + " OR " + meant;
  CHECK(key.matches ==
        Matches{R"(((("so" AND "do"*) OR ("giay" AND "chung" AND "nhan"))) AND ()" + any + ")",
                R"(("so do"* OR "giay chung" OR "chung nhan") AND ()" + any + ")", any});
  // What is typed and meant counts once.
  const std::string both = SearchKeyOf("sổ đỏ chứng", terms).matches.back();
  CHECK(both.find("\"chung\"", both.find("\"chung\"") + 1) == both.rfind("\"chung\""));
  // Neighbours that mean the same word say it once.
  CHECK(SearchKeyOf("làm lại lại sổ đỏ", terms).meant == "cap lai giay chung nhan");
}

TEST_CASE("a query of nothing but empty words is taken at its word", "[catalog][domain]") {
  const EverydayTerms terms = *EverydayTerms::Parse("said\tmeant\tweight\nxin hỏi\t\t1\n");
  CHECK(SearchKeyOf("xin hỏi", terms).matches == Key("xin hỏi").matches);
}

TEST_CASE("nothing that people type is an operator", "[catalog][domain]") {
  CHECK(Key(R"("khai")").matches == Matches{R"("khai"* OR "khai")"});
  CHECK(Key("name:*").matches == Matches{R"("name"* OR "name")"});
  for (const std::string& match : Key(R"(khai" OR name : NEAR( - ^x)").matches) {
    CAPTURE(match);
    CHECK(match.find("\"or\"") != std::string::npos);
    CHECK(match.find("\"near\"") != std::string::npos);
    CHECK(match.find(':') == std::string::npos);
    CHECK(match.find('^') == std::string::npos);
  }
}

TEST_CASE("a query without a word finds nothing", "[catalog][domain]") {
  for (const char* query : {"", "  ", " ;–* ", "\"", "\xFF\xFE"}) {
    CHECK(Key(query).matches.empty());
  }
}

TEST_CASE("a code, or the beginning of one, is looked for among codes", "[catalog][domain]") {
  CHECK(Key(" 1.001193 ").code == "1.001193");
  CHECK(Key("1.001193").matches == Matches{R"(code : "1 001193"*)"});
  CHECK(Key("1.014464.H50").code == "1.014464.H50");
  CHECK(Key("1.0011").code.empty());
  CHECK(Key("1.0011").matches == Matches{R"(code : "1 0011"*)"});
  CHECK(Key("thủ tục 1.001193").code.empty());
  CHECK(Key("thủ tục 1.001193").matches.size() == 3);
}

TEST_CASE("a query of many words costs no more than one of 24", "[catalog][domain]") {
  std::string query;
  for (int i = 0; i < 200; ++i) query += "w" + std::to_string(i) + " ";
  const std::string strict = Key(query).matches.front();
  CHECK(strict.find("\"w23\"*") != std::string::npos);
  CHECK(strict.find("w24") == std::string::npos);
}

TEST_CASE("a title is a name without the words that every name begins with", "[catalog][domain]") {
  Procedure procedure;
  procedure.name = "Thủ tục đăng ký khai sinh";
  CHECK(SearchTextOf(procedure).title == "dang ky khai sinh");
  CHECK(SearchTextOf(procedure).name_words == 6);
  CHECK(Key("thu tuc Đăng ký khai sinh").title == "dang ky khai sinh");
  CHECK(Key("thủ tục").title == "thu tuc");
}

TEST_CASE("a procedure is found by folded text in parts", "[catalog][domain]") {
  Procedure procedure;
  procedure.code = "1.014464.H50";
  procedure.name = "Đăng ký KẾT HÔN";
  procedure.keywords = {"cưới", "lấy vợ"};
  procedure.field = "Hộ tịch";
  procedure.agencies = {"Ủy ban nhân dân cấp xã"};
  procedure.components = {{"TO_KHAI", "Tờ khai", Need::kUnknown, 0, 0}};
  const SearchText text = SearchTextOf(procedure);
  CHECK(text.code == "1 014464 h50");
  CHECK(text.name == "dang ky ket hon");
  CHECK(text.title == "dang ky ket hon");
  CHECK(text.name_words == 4);
  CHECK(text.keywords == "cuoi lay vo ");
  CHECK(text.field == "ho tich");
  CHECK(text.agencies == "uy ban nhan dan cap xa ");
  CHECK(text.papers == "to khai ");
}

}  // namespace motcua::catalog
