#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/fold.h"
#include "libs/base/text.h"
#include "services/routing/domain/reference.h"
#include "services/routing/store/reference_tables.h"
#include "tests/support/cross_check.h"

// Every ward, commune and township of the three-tier time, asked for by its address.
namespace motcua::routing {
namespace {

constexpr absl::CivilDay kToday(2026, 11, 23);

const Reference& World() {
  static const Reference kWorld = [] {
    const std::string folder = std::string(MOTCUA_SOURCE) + "/deploy/reference";
    Tables tables;
    if (!ReferenceTables::Open(folder).value().ReadInto(tables).ok()) std::abort();
    return Reference::Make(std::move(tables)).value();
  }();
  return kWorld;
}

// Where the statistics office says that old units went: code to codes with their shares.
const std::map<std::string, std::map<std::string, std::string>>& Heirs() {
  static const auto kHeirs = [] {
    std::map<std::string, std::map<std::string, std::string>> heirs;
    for (const std::vector<std::string>& row : test::CrossCheck("legacy_to_new.tsv")) {
      if (!row.at(2).empty()) heirs[row[2]][row.at(5)] = row.at(9);
    }
    return heirs;
  }();
  return kHeirs;
}

// The code of the unit where the people of `heirs` are; empty when they are in several.
std::string PeopleOf(const std::map<std::string, std::string>& heirs) {
  if (heirs.size() == 1) return heirs.begin()->first;
  for (const auto& [code, share] : heirs) {
    if (share != "part") return code;
  }
  return {};
}

std::string NameOf(const std::string& code) {
  return code.empty() ? "" : World().gazetteer.Find(code, kTwoTierBegin - 1)->full_name;
}

struct Count {
  int asked = 0;
  int unique = 0;
  std::map<Question, int> questions;
};

// Asks for every old unit by what `write` makes of it; each is found, and sent where the table says
// or asked about.
template <typename Write>
Count AskAll(Write write) {
  Count count;
  for (const auto& [code, heirs] : Heirs()) {
    const Unit& unit = *World().gazetteer.Find(code, kTwoTierBegin - 1);
    const std::array<std::string, 3> text = write(unit);
    CAPTURE(code, text[0], text[1], text[2]);
    const absl::StatusOr<FoundAddress> found =
        World().addresses.Find(World().gazetteer, {text[0], text[1], text[2], {}}, kToday);
    REQUIRE(found.ok());
    const auto meant = std::ranges::find(found->meant, &unit, &Meant::unit);
    REQUIRE(meant != found->meant.end());
    std::set<std::string> codes;
    for (const Link& heir : meant->heirs) {
      codes.insert(heir.unit->code);
      REQUIRE(heirs.contains(heir.unit->code));
    }
    REQUIRE(codes.size() == heirs.size());
    ++count.asked;
    REQUIRE((found->unit == nullptr) != found->questions.empty());
    if (found->unit != nullptr) {
      ++count.unique;
      REQUIRE(found->unit->code == PeopleOf(heirs));
    } else if (found->meant.size() == 1) {
      REQUIRE(PeopleOf(heirs).empty());
    }
    for (const Question question : found->questions) ++count.questions[question];
  }
  return count;
}

void Print(const char* what, const Count& count) {
  std::cerr << what << ": " << count.unique << " of " << count.asked << " need no question";
  constexpr std::array kNames = {"", "province", "district", "ward", "kind", "candidate"};
  for (const auto& [question, times] : count.questions) {
    std::cerr << ", " << kNames[static_cast<size_t>(question)] << " " << times;
  }
  std::cerr << "\n";
}

}  // namespace

TEST_CASE("every old address leads where the statistics office says, or to the right question",
          "[reference][routing]") {
  if (Heirs().empty()) return;
  const Count full = AskAll([](const Unit& unit) -> std::array<std::string, 3> {
    return {unit.full_name, NameOf(unit.parent_code), NameOf(unit.province_code)};
  });
  Print("ward, district, province", full);
  CHECK(full.asked == 10'033);
  // What is left went in parts, people and all.
  CHECK(full.unique >= 9'592);
  CHECK(full.questions.size() == 1);

  const Count two = AskAll([](const Unit& unit) -> std::array<std::string, 3> {
    return {unit.full_name, "", NameOf(unit.province_code)};
  });
  Print("ward, province", two);
  CHECK(two.asked == 10'033);
  CHECK_FALSE(two.questions.contains(Question::kProvince));
  CHECK_FALSE(two.questions.contains(Question::kWard));

  const Count bare = AskAll([](const Unit& unit) -> std::array<std::string, 3> {
    return {base::Fold(unit.full_name), base::Fold(NameOf(unit.parent_code)),
            base::Fold(NameOf(unit.province_code))};
  });
  Print("the same three without diacritics", bare);
  CHECK(bare.unique > full.unique - 40);

  const Count codes = AskAll([](const Unit& unit) -> std::array<std::string, 3> {
    return {unit.code, unit.parent_code, unit.province_code};
  });
  CHECK(codes.unique == full.unique);

  const Count name = AskAll([](const Unit& unit) -> std::array<std::string, 3> {
    return {unit.full_name, "", ""};
  });
  Print("ward alone", name);
}

}  // namespace motcua::routing
