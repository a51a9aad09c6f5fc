#include "services/routing/store/tsv.h"

#include <array>
#include <string>

#include "catch2/catch.hpp"

namespace motcua::routing {
namespace {

constexpr std::array<std::string_view, 2> kColumns = {"code", "name"};

// The first thing that is wrong with `text`; empty when nothing is.
std::string WrongWith(std::string_view text) {
  absl::StatusOr<Tsv> table = Tsv::Open("t.tsv", text, kColumns);
  if (!table.ok()) return std::string(table.status().message());
  while (true) {
    const absl::StatusOr<bool> more = table->Next();
    if (!more.ok()) return std::string(more.status().message());
    if (!*more) return "";
  }
}

}  // namespace

TEST_CASE("columns are found by their header", "[routing][store]") {
  const std::string text = "name\tsource\tcode\nBa Đình\ta\t00004\nNgọc Hà\t\t00008";
  Tsv table = Tsv::Open("t.tsv", text, kColumns).value();
  REQUIRE(table.Next().value());
  CHECK(table.Get(0) == "00004");
  CHECK(table.Get(1) == "Ba Đình");
  REQUIRE(table.Next().value());
  CHECK(table.Need(0).value() == "00008");
  CHECK_FALSE(table.Next().value());
}

TEST_CASE("what is wrong is named by file, line and column", "[routing][store]") {
  const std::string text = "name\tcode\nBa Đình\t\n";
  Tsv table = Tsv::Open("t.tsv", text, kColumns).value();
  REQUIRE(table.Next().value());
  CHECK(table.Need(0).status().message() == "t.tsv:2:2: must not be empty");
  CHECK(table.Wrong(1, "no name").message() == "t.tsv:2:1: no name");
}

TEST_CASE("a table that is no table is refused", "[routing][store]") {
  CHECK(WrongWith("code\tname\n1\ta\n").empty());
  CHECK(WrongWith("") == "t.tsv:1:1: there is no column \"code\"");
  CHECK(WrongWith("code\n") == "t.tsv:1:1: there is no column \"name\"");
  CHECK(WrongWith("code\tname\n1\n") == "t.tsv:2:1: 1 fields instead of 2");
  CHECK(WrongWith("code\tname\n1\ta\n2\tb\tc\n") == "t.tsv:3:2: 3 fields instead of 2");
  CHECK(WrongWith("code\tname\n\n") == "t.tsv:2:1: 1 fields instead of 2");
  CHECK(WrongWith("code\tname\n1\t\xc3\n") == "t.tsv: is not UTF-8");
}

}  // namespace motcua::routing
