#include "services/procedure-catalog/api/told_lines.h"

#include <string>
#include <vector>

#include "catch2/catch.hpp"

namespace motcua::catalog {
namespace {

using Strings = std::vector<std::string>;

// `number code: pointer error; …` of each line that was refused.
template <typename Entry>
Strings Refusals(const absl::StatusOr<Lines<Entry>>& lines) {
  REQUIRE(lines.ok());
  CHECK(lines->refused_count == static_cast<int>(lines->refused.size()));
  Strings refusals;
  for (const RefusedLine& line : lines->refused) {
    std::string text = std::to_string(line.number) + " " + line.code + ":";
    for (const base::Violation& error : line.errors) text += " " + error.pointer + " " + error.code;
    refusals.push_back(text);
  }
  return refusals;
}

std::string Word(const std::string& code, const std::string& more = "") {
  return R"({"province":"44","code":")" + code + R"(","name":"Một")" + more + "}\n";
}

std::string DeskLine(const std::string& desk, const std::string& more = "") {
  return R"({"agency":"H26.020","desk":")" + desk + "\"" + more + "}\n";
}

}  // namespace

TEST_CASE("words about local codes are read, and those that are wrong named", "[catalog][api]") {
  const auto lines = ReadLocalCodes("\xEF\xBB\xBF" + Word("a", R"(,"nationalCode":"1.001193")") +
                                    "\n" + Word("b", R"(,"localOnly":true)") + Word("c") +
                                    R"({"province":"4","naem":"x"})" + "\nno JSON\n" +
                                    Word("d", R"(,"state":"MAPPED","suggestion":"1.001193",)"
                                              R"("recordTime":"2026-01-01T00:00:00Z")"));
  CHECK(Refusals(lines) ==
        Strings{"5 : /naem UNKNOWN_FIELD /province INVALID_FORMAT /code REQUIRED /name REQUIRED",
                "6 :  INVALID_JSON",
                "7 d: /state OUTPUT_ONLY /suggestion OUTPUT_ONLY /recordTime OUTPUT_ONLY"});
  REQUIRE(lines->entries.size() == 3);
  CHECK(lines->entries[0] == LocalCode{"44", "a", "Một", "1.001193", false});
  CHECK(lines->entries[1] == LocalCode{"44", "b", "Một", "", true});
  CHECK(lines->entries[2] == LocalCode{"44", "c", "Một", "", false});
}

TEST_CASE("a second line about the same is refused, whatever it says", "[catalog][api]") {
  const std::string other = R"({"province":"48","code":"a","name":"Một"})";
  CHECK(Refusals(ReadLocalCodes(Word("a") + other + "\n" + Word("a", R"(,"localOnly":true)"))) ==
        Strings{"3 a: /code DUPLICATE"});
  CHECK(Refusals(ReadDesks(DeskLine("1") + DeskLine("2", R"(,"procedureCode":"1.001193")") +
                           DeskLine("3", R"(,"validFrom":"2027-01-01")") + DeskLine("4"))) ==
        Strings{"4 H26.020: /agency DUPLICATE"});
}

TEST_CASE("the order of lines decides nothing about who comes when", "[catalog][api]") {
  const auto lines = ReadDesks(DeskLine("2", R"(,"validFrom":"2027-01-01")") + DeskLine("1") +
                               DeskLine("3", R"(,"validFrom":"2028-01-01","validTo":"x")"));
  CHECK(Refusals(lines) == Strings{"3 H26.020: /validTo INVALID_DATE"});
  REQUIRE(lines->entries.size() == 2);
  CHECK(lines->entries[0].desk == "1");
  CHECK(lines->entries[1].desk == "2");
}

TEST_CASE("a line and an import have an end", "[catalog][api]") {
  CHECK(Refusals(ReadLocalCodes(Word("a", R"(,"nationalCode":")" + std::string(9000, '1') +
                                              '"'))) == Strings{"1 :  TOO_LONG"});
  std::string lines;
  for (int i = 0; i < 50'000; ++i) lines += "{}\n";
  const auto most = ReadLocalCodes(lines);
  REQUIRE(most.ok());
  CHECK(most->refused_count == 50'000);
  CHECK(most->refused.size() == 1000);
  CHECK(absl::IsInvalidArgument(ReadLocalCodes(lines + "\n").status()));
  CHECK(absl::IsInvalidArgument(ReadDesks(lines + "\n").status()));
}

TEST_CASE("a desk is shown as it was told", "[catalog][api]") {
  const Desk desk = {"H26.020", "1.001193", "Quầy 3",     "An",        "Chuyên viên",
                     "1022",    "a@b.vn",   "2026-01-01", std::nullopt};
  v1::Desk shown;
  ToProto(KeptDesk{desk, 1'000'000}, &shown);
  CHECK(shown.officer_name() == "An");
  CHECK(shown.email() == "a@b.vn");
  CHECK(shown.valid_from() == "2026-01-01");
  CHECK_FALSE(shown.has_valid_to());
  CHECK(shown.record_time().seconds() == 1);
}

}  // namespace motcua::catalog
