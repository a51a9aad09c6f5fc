#include "services/procedure-catalog/domain/vocabulary.h"

#include "catch2/catch.hpp"

namespace motcua::catalog {
namespace {

using Texts = std::vector<std::string_view>;

Vocabulary Some() {
  return Vocabulary({{"sinh", 4},
                     {"khai", 3},
                     {"khai_sinh", 2},
                     {"khai_tu", 1},
                     {"khac", 1},
                     {"khia", 1},
                     {"ky", 9}},
                    10);
}

}  // namespace

TEST_CASE("a vocabulary counts words, pairs, and what begins like one", "[catalog][domain]") {
  const Vocabulary vocabulary = Some();
  CHECK(vocabulary.CountOf("khai") == 3);
  CHECK(vocabulary.CountOf("khai_sinh") == 2);
  CHECK(vocabulary.CountOf("kha") == 0);
  CHECK(vocabulary.CountOf("zz") == 0);
  CHECK(vocabulary.CountOfPrefix("kha") == 4);
  CHECK(vocabulary.CountOfPrefix("khai_") == 3);
  CHECK(vocabulary.CountOfPrefix("khai_t") == 1);
  CHECK(vocabulary.CountOfPrefix("zz") == 0);
  CHECK(Vocabulary().CountOfPrefix("k") == 0);
}

TEST_CASE("the rarer a word the more it says, and never nothing", "[catalog][domain]") {
  const Vocabulary vocabulary = Some();
  CHECK(vocabulary.WeightOf(1) > vocabulary.WeightOf(3));
  CHECK(vocabulary.WeightOf(3) > vocabulary.WeightOf(9));
  CHECK(vocabulary.WeightOf(9) > 0);
  CHECK(vocabulary.WeightOf(10) > 0);
}

TEST_CASE("near are the words one slip away, and no pairs", "[catalog][domain]") {
  const Vocabulary vocabulary = Some();
  CHECK(vocabulary.Near("khi") == Texts{"khai", "khia"});   // A letter too few.
  CHECK(vocabulary.Near("khaii") == Texts{"khai"});         // Too many.
  CHECK(vocabulary.Near("khaj") == Texts{"khac", "khai"});  // Another.
  CHECK(vocabulary.Near("khai") == Texts{"khac", "khia"});  // In the wrong order; never itself.
  CHECK(vocabulary.Near("isnh") == Texts{"sinh"});
  CHECK(vocabulary.Near("xinh").empty());
  CHECK(vocabulary.Near("khaixx").empty());
  CHECK(vocabulary.Near("").empty());
}

TEST_CASE("pairs are two neighbours as one", "[catalog][domain]") {
  CHECK(PairsOf({"dang", "ky", "khai"}) == std::vector<std::string>{"dang_ky", "ky_khai"});
  CHECK(PairsOf({"dang"}).empty());
  CHECK(PairsOf({}).empty());
}

}  // namespace motcua::catalog
