#include "libs/rest/names.h"

#include <catch2/catch.hpp>

namespace motcua::rest {
namespace {

constexpr Field kFields[] = {{"code", "code"}, {"unitCode", "unit_code"}, {"to", "to"}};
constexpr EnumName kNames[] = {{"NONE", 0}, {"ONE", 1}, {"FIVE", 5}, {"LOST", -1}};

TEST_CASE("a field is found by either spelling, wherever it is looked for first", "[rest]") {
  for (size_t likely = 0; likely < 5; ++likely) {
    CHECK(FindField(kFields, "unitCode", likely) == 1);
    CHECK(FindField(kFields, "unit_code", likely) == 1);
    CHECK(FindField(kFields, "unitcode", likely) == -1);
  }
}

TEST_CASE("an enum's names and numbers belong together", "[rest]") {
  CHECK(NameOf(kNames, 1) == "ONE");
  CHECK(NameOf(kNames, 5) == "FIVE");
  CHECK(NameOf(kNames, -1) == "LOST");
  CHECK(NameOf(kNames, 2).empty());
  int number = 0;
  CHECK(NumberOf(kNames, "LOST", &number));
  CHECK(number == -1);
  CHECK_FALSE(NumberOf(kNames, "lost", &number));
}

TEST_CASE("the name that was meant is at most two edits away", "[rest]") {
  CHECK(Nearest(kFields, "unitCod") == "unitCode");
  CHECK(Nearest(kFields, "unitcode") == "unitCode");
  CHECK(Nearest(kFields, "unit-code") == "unit_code");
  CHECK(Nearest(kFields, "cod") == "code");
  CHECK(Nearest(kFields, "colour").empty());
  CHECK(Nearest(kFields, "at").empty());
  CHECK(Nearest(kFields, "").empty());
  CHECK(Nearest(kNames, "LOTS") == "LOST");
  CHECK(Nearest(kNames, "LOS") == "LOST");
}

}  // namespace
}  // namespace motcua::rest
