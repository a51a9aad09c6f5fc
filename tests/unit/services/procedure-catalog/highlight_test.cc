#include "services/procedure-catalog/domain/highlight.h"

#include "catch2/catch.hpp"

namespace motcua::catalog {
namespace {

Procedure Birth() {
  Procedure procedure;
  procedure.name = "Thủ tục đăng ký khai sinh";
  procedure.keywords = {"làm giấy khai sinh", "con mới đẻ"};
  procedure.field = "Hộ tịch";
  procedure.components.emplace_back().name = "Giấy chứng sinh";
  procedure.agencies = {"Ủy ban nhân dân cấp xã"};
  return procedure;
}

SearchKey Words(std::vector<std::string> words, std::string beginning = "") {
  SearchKey key;
  key.words = std::move(words);
  key.beginning = std::move(beginning);
  return key;
}

// Each text as its pointer and what of it was found.
std::vector<std::string> Found(const Procedure& procedure, const SearchKey& key) {
  std::vector<std::string> out;
  for (const FoundText& text : FoundTexts(procedure, key)) {
    std::string line = text.pointer;
    for (const FoundText::Range& range : text.ranges) {
      line += " " + std::to_string(range.start) + "+" + std::to_string(range.length);
    }
    out.push_back(line);
  }
  return out;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("what a query finds is marked in the name, neighbours as one", "[catalog][domain]") {
  CHECK(Found(Birth(), Words({"khai", "sinh"})) == Lines{"/name 16+9"});
  CHECK(Found(Birth(), Words({"thu", "sinh"})) == Lines{"/name 0+3 21+4"});
  CHECK(Found(Birth(), Words({"ky", "kh"}, "kh")) == Lines{"/name 13+7"});
}

TEST_CASE("other texts are shown for the words that the name lacks", "[catalog][domain]") {
  CHECK(Found(Birth(), Words({"khai", "de"})) == Lines{"/name 16+4", "/keywords/1 8+2"});
  CHECK(Found(Birth(), Words({"chung"})) == Lines{"/components/0/name 5+5"});
  CHECK(Found(Birth(), Words({"xa"})) == Lines{"/agencies/0 20+2"});
  CHECK(Found(Birth(), Words({"zzz"})).empty());
}

TEST_CASE("five texts are enough", "[catalog][domain]") {
  Procedure procedure = Birth();
  procedure.keywords = {"a", "b", "c", "d", "e", "f"};
  CHECK(Found(procedure, Words({"a", "b", "c", "d", "e", "f"})).size() == 5);
}

}  // namespace motcua::catalog
