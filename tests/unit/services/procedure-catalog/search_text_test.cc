#include "services/procedure-catalog/domain/search_text.h"

#include "catch2/catch.hpp"

namespace motcua::catalog {

TEST_CASE("a title is a name without the words that every name begins with", "[catalog][domain]") {
  Procedure procedure;
  procedure.name = "Thủ tục đăng ký khai sinh";
  CHECK(SearchTextOf(procedure).title == "dang ky khai sinh");
  CHECK(SearchTextOf(procedure).name_words == 6);
  CHECK(TitleOf("thu tuc") == "thu tuc");
}

TEST_CASE("a procedure is found by folded words and pairs in parts", "[catalog][domain]") {
  Procedure procedure;
  procedure.code = "1.014464.H50";
  procedure.name = "Đăng ký KẾT HÔN";
  procedure.keywords = {"cưới", "lấy vợ"};
  procedure.field = "Hộ tịch";
  procedure.agencies = {"Ủy ban"};
  procedure.components = {{"TO_KHAI", "Tờ khai", Need::kUnknown, 0, 0}};
  const SearchText text = SearchTextOf(procedure);
  CHECK(text.code == "1 014464 h50");
  CHECK(text.name == "dang ky ket hon dang_ky ky_ket ket_hon ");
  CHECK(text.title == "dang ky ket hon");
  CHECK(text.name_words == 4);
  CHECK(text.keywords == "cuoi lay vo lay_vo ");  // No pair across two keywords.
  CHECK(text.field == "ho tich ho_tich ");
  CHECK(text.agencies == "uy ban uy_ban ");
  CHECK(text.papers == "to khai to_khai ");
}

TEST_CASE("words are counted up to a limit", "[catalog][domain]") {
  CHECK(WordsOf("a b c", 2) == std::vector<std::string_view>{"a", "b"});
  CHECK(WordsOf("").empty());
}

}  // namespace motcua::catalog
