#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "services/routing/domain/agency_code.h"
#include "services/routing/domain/history.h"
#include "services/routing/domain/reference.h"
#include "services/routing/domain/route.h"
#include "services/routing/store/reference_tables.h"
#include "tests/support/cross_check.h"

// What the tables of the tree must hold, whoever made them.
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

std::vector<const Unit*> UnitsOn(absl::CivilDay day) {
  return World().gazetteer.List({"", "", {}, day}, "", 100'000);
}

}  // namespace

TEST_CASE("every unit of today has one authority with a code of its own", "[reference][routing]") {
  std::set<std::string> codes;
  int certain = 0;
  const std::vector<const Unit*> units = UnitsOn(kToday);
  for (const Unit* unit : units) {
    const Agency agency = World().agencies.Of(*unit).value();
    REQUIRE(codes.insert(agency.code).second);
    // Communes have a number of ours; of the provinces' codes nine are confirmed.
    if (!agency.provisional) REQUIRE(agency.code.size() == 3);
    certain += agency.provisional ? 0 : 1;
  }
  CHECK(certain == 9);
  CHECK(units.size() == 34 + 3321);
}

TEST_CASE("every authority is found by its code in every system", "[reference][routing]") {
  for (const Unit* unit : UnitsOn(kToday)) {
    const AgencyRecord record = FindAgency(World(), unit->code, kToday).value();
    REQUIRE(FindAgency(World(), record.agency.code, kToday)->agency == record.agency);
    REQUIRE(FindAgency(World(), record.reversed, kToday)->agency == record.agency);
  }
}

TEST_CASE("the 63 old provinces are found by the codes that they bore", "[reference][routing]") {
  const absl::CivilDay before = kTwoTierBegin - 1;
  int certain = 0;
  for (int number = 1; number <= 63; ++number) {
    const std::string code = base::Cat("H", number / 10, number % 10);
    const AgencyRecord record = FindAgency(World(), code, before).value();
    REQUIRE(record.agency.code == code);
    REQUIRE(FindAgency(World(), record.agency.unit_code, before)->agency == record.agency);
    certain += record.agency.provisional ? 0 : 1;
  }
  CHECK(certain == 9);
  // The name went north, the code of the unit is that of the seat.
  CHECK(FindAgency(World(), "H05", before)->agency.unit_code == "27");
  CHECK(FindAgency(World(), "H05", kToday)->agency.unit_code == "24");
}

TEST_CASE("every commune is routed, its own procedures and those of its province",
          "[reference][routing]") {
  for (const Unit* unit : UnitsOn(kToday)) {
    if (TierOf(unit->type) == Tier::kProvince) continue;
    const Route own = ResolveRoute(World(), {{Level::kCommune}, {}}, {unit->code, kToday}).value();
    REQUIRE(own.authority.unit_code == unit->code);
    const Route above =
        ResolveRoute(World(), {{Level::kProvince}, {}}, {unit->code, kToday}).value();
    REQUIRE(above.authority.unit_code == unit->province_code);
  }
}

TEST_CASE("a number is the same on the first day and today", "[reference][routing]") {
  for (const Unit* unit : UnitsOn(kTwoTierBegin)) {
    const Unit* now = World().gazetteer.Find(unit->code, kToday);
    REQUIRE(now != nullptr);
    REQUIRE(World().agencies.Of(*now)->code == World().agencies.Of(*unit)->code);
  }
}

TEST_CASE("old units went where the statistics office says", "[reference][routing]") {
  const std::map<std::string, Share> shares = {
      {"all", Share::kWhole}, {"part", Share::kPart}, {"pop", Share::kAllPeople}};
  std::map<std::string, std::map<std::string, Share>> expected;
  for (const std::vector<std::string>& row : test::CrossCheck("legacy_to_new.tsv")) {
    if (!row.at(2).empty()) expected[row.at(2)][row.at(5)] = shares.at(row.at(9));
  }
  for (const auto& [code, heirs] : expected) {
    const Unit* ended = World().gazetteer.LastEnded(code, kToday);
    REQUIRE(ended != nullptr);
    std::map<std::string, Share> found;
    for (const Link& link : World().gazetteer.Successors(*ended)) {
      found[link.unit->code] = link.share;
    }
    CAPTURE(code);
    REQUIRE(found == heirs);
  }
}

TEST_CASE("predecessors are the exact inverse of successors", "[reference][routing]") {
  using Edges = std::set<std::tuple<const Unit*, const Unit*, Share>>;
  Edges forth;
  Edges back;
  for (const Unit& unit : World().gazetteer.units()) {
    for (const Link& link : World().gazetteer.Successors(unit)) {
      if (World().gazetteer.ContinuedFrom(*link.unit) == nullptr) {
        forth.emplace(&unit, link.unit, link.share);
      }
    }
    if (World().gazetteer.ContinuedFrom(unit) != nullptr) continue;
    for (const Link& link : World().gazetteer.Predecessors(unit)) {
      back.emplace(link.unit, &unit, link.share);
    }
  }
  CHECK(forth.size() == World().gazetteer.link_count());
  CHECK((forth == back));
}

TEST_CASE("provinces became what the resolution says, and communes went with them",
          "[reference][routing]") {
  std::map<std::string, std::string> merged;
  for (const std::vector<std::string>& row : test::CrossCheck("legacy_provinces_63.tsv")) {
    const Unit* old = World().gazetteer.Find(row.at(0), kTwoTierBegin - 1);
    REQUIRE(old != nullptr);
    const std::vector<Link> heirs = World().gazetteer.Successors(*old);
    REQUIRE(heirs.size() == 1);
    CHECK(heirs[0].unit->code == row.at(3));
    CHECK(heirs[0].unit->name == row.at(4));
    CHECK(heirs[0].share == Share::kWhole);
    merged[row.at(0)] = row.at(3);
  }
  if (merged.empty()) return;
  CHECK(merged.size() == 63);
  for (const Unit& unit : World().gazetteer.units()) {
    if (unit.province_code.empty() || !unit.valid.Contains(kTwoTierBegin - 1)) continue;
    for (const Link& link : World().gazetteer.Successors(unit)) {
      CAPTURE(unit.code, link.unit->code);
      REQUIRE(link.unit->province_code == merged.at(unit.province_code));
    }
  }
}

TEST_CASE("every end of a unit is told once, with every unit that it went to",
          "[reference][routing]") {
  std::map<UnitEvent::Kind, int> kinds;
  std::set<std::string> codes;
  size_t edges = 0;
  int reused = 0;
  for (const Unit& unit : World().gazetteer.units()) {
    if (!codes.insert(unit.code).second) continue;
    size_t ends = 0;
    for (const UnitEvent& event : EventsOf(World().gazetteer, unit.code)) {
      REQUIRE(std::min(event.before.size(), event.after.size()) <= 1);
      const bool is_end =
          event.before.size() == 1 && event.before[0].unit->code == unit.code &&
          World().gazetteer.Successors(*event.before[0].unit).size() == event.after.size();
      if (is_end) edges += event.after.size();
      ends += is_end ? 1 : 0;
      reused += event.code_reused ? 1 : 0;
      for (const UnitEvent::Kind kind : event.kinds) ++kinds[kind];
    }
    const auto history = World().gazetteer.History(unit.code);
    CAPTURE(unit.code);
    REQUIRE(ends == static_cast<size_t>(std::ranges::count_if(
                        history, [](const Unit& one) { return one.valid.to.has_value(); })));
  }
  // Thirteen changes of kind in 2026 have no row in the tables of successions.
  CHECK(edges == World().gazetteer.link_count() + 13);
  std::cerr << "events:";
  for (const auto& [kind, count] : kinds)
    std::cerr << " " << static_cast<int>(kind) << "=" << count;
  std::cerr << ", codes given to another unit: " << reused << "\n";
}

TEST_CASE("the years have their working days", "[reference][routing]") {
  const auto count = [](absl::CivilDay first, absl::CivilDay last) {
    int days = 0;
    for (; first <= last; ++first) days += World().calendar.IsWorking(first) ? 1 : 0;
    return days;
  };
  using Day = absl::CivilDay;
  CHECK(count(Day(2025, 1, 1), Day(2025, 12, 31)) == 250);
  CHECK(count(Day(2026, 1, 1), Day(2026, 12, 31)) == 249);
  CHECK(count(Day(2027, 1, 1), Day(2027, 12, 31)) == 249);
}

}  // namespace motcua::routing
