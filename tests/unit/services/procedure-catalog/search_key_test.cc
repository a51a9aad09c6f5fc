#include "services/procedure-catalog/domain/search_key.h"

#include "catch2/catch.hpp"

namespace motcua::catalog {
namespace {

using Matches = std::vector<std::string>;

}  // namespace

TEST_CASE("words are asked for together, then two neighbours, then any", "[catalog][domain]") {
  const std::string pairs = R"("dang ky" OR "ky khai"*)";
  const std::string any = R"("dang" OR "ky" OR "khai"* OR )" + pairs + R"( OR "khai" OR "ky khai")";
  const SearchKey key = SearchKeyOf("  Đăng ký  KHAI");
  CHECK(key.code.empty());
  CHECK(key.title == "dang ky khai");
  CHECK(key.matches == Matches{R"(("dang" AND "ky" AND "khai"*) AND ()" + any + ")",
                               "(" + pairs + ") AND (" + any + ")", any});
  CHECK(SearchKeyOf("khai").matches == Matches{R"("khai"* OR "khai")"});
}

TEST_CASE("nothing that people type is an operator", "[catalog][domain]") {
  CHECK(SearchKeyOf(R"("khai")").matches == Matches{R"("khai"* OR "khai")"});
  CHECK(SearchKeyOf("name:*").matches == Matches{R"("name"* OR "name")"});
  for (const std::string& match : SearchKeyOf(R"(khai" OR name : NEAR( - ^x)").matches) {
    CAPTURE(match);
    CHECK(match.find("\"or\"") != std::string::npos);
    CHECK(match.find("\"near\"") != std::string::npos);
    CHECK(match.find(':') == std::string::npos);
    CHECK(match.find('^') == std::string::npos);
  }
}

TEST_CASE("a query without a word finds nothing", "[catalog][domain]") {
  for (const char* query : {"", "  ", " ;–* ", "\"", "\xFF\xFE"}) {
    CHECK(SearchKeyOf(query).matches.empty());
  }
}

TEST_CASE("a code, or the beginning of one, is looked for among codes", "[catalog][domain]") {
  CHECK(SearchKeyOf(" 1.001193 ").code == "1.001193");
  CHECK(SearchKeyOf("1.001193").matches == Matches{R"(code : "1 001193"*)"});
  CHECK(SearchKeyOf("1.014464.H50").code == "1.014464.H50");
  CHECK(SearchKeyOf("1.0011").code.empty());
  CHECK(SearchKeyOf("1.0011").matches == Matches{R"(code : "1 0011"*)"});
  CHECK(SearchKeyOf("thủ tục 1.001193").code.empty());
  CHECK(SearchKeyOf("thủ tục 1.001193").matches.size() == 3);
}

TEST_CASE("a query of many words costs no more than one of 24", "[catalog][domain]") {
  std::string query;
  for (int i = 0; i < 200; ++i) query += "w" + std::to_string(i) + " ";
  const std::string strict = SearchKeyOf(query).matches.front();
  CHECK(strict.find("\"w23\"*") != std::string::npos);
  CHECK(strict.find("w24") == std::string::npos);
}

TEST_CASE("a title is a name without the words that every name begins with", "[catalog][domain]") {
  Procedure procedure;
  procedure.name = "Thủ tục đăng ký khai sinh";
  CHECK(SearchTextOf(procedure).title == "dang ky khai sinh");
  CHECK(SearchTextOf(procedure).name_words == 6);
  CHECK(SearchKeyOf("thu tuc Đăng ký khai sinh").title == "dang ky khai sinh");
  CHECK(SearchKeyOf("thủ tục").title == "thu tuc");
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
