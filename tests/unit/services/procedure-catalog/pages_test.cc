#include "services/procedure-catalog/api/pages.h"

#include <climits>

#include "catch2/catch.hpp"
#include "libs/base/error.h"

namespace motcua::catalog {
namespace {

std::string WrongField(const absl::Status& status) {
  CHECK(absl::IsInvalidArgument(status));
  return base::ProblemOf(status)->violations.at(0).pointer;
}

}  // namespace

TEST_CASE("a page has 20 unless it says otherwise, and at most 100", "[catalog][api]") {
  CHECK(PageOf(0, "", "q")->size == 20);
  CHECK(PageOf(1, "", "q")->size == 1);
  CHECK(PageOf(100, "", "q")->size == 100);
  CHECK(PageOf(INT_MAX, "", "q")->size == 100);
  CHECK(WrongField(PageOf(-1, "", "q").status()) == "pageSize");
}

TEST_CASE("a token brings back its position and its day", "[catalog][api]") {
  const auto first = PageOf(5, "", "q");
  CHECK(first->from == 0);
  CHECK(first->day.empty());
  const auto page = PageOf(5, PageToken(40, "2026-11-23", "q"), "q");
  REQUIRE(page.ok());
  CHECK(page->from == 40);
  CHECK(page->day == "2026-11-23");
  CHECK(PageOf(5, PageToken(7, "", "q"), "q")->day.empty());
}

TEST_CASE("a token belongs to its question and cannot be written by hand", "[catalog][api]") {
  const std::string token = PageToken(40, "2026-11-23", "q");
  CHECK(WrongField(PageOf(5, token, "other").status()) == "pageToken");
  for (const std::string& wrong :
       {std::string("x"), std::string("40.2026-11-23"), token + "0", token.substr(1),
        token.substr(0, 16), "0" + token, PageToken(0, "", "q"), PageToken(-3, "", "q"),
        PageToken(3, "yesterday", "q"), std::string(5000, 'a')}) {
    CAPTURE(wrong);
    CHECK(WrongField(PageOf(5, wrong, "q").status()) == "pageToken");
  }
}

}  // namespace motcua::catalog
