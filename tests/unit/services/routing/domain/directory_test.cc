#include "services/routing/domain/directory.h"

#include <string>

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "services/routing/domain/route.h"
#include "tests/unit/services/routing/domain/small_world.h"

namespace motcua::routing {
namespace {

using Codes = std::vector<std::string>;

// A branch of the centre of Hà Nội for each of two wards, and a service point for a third.
std::vector<ListedAgency> Branches() {
  const Period since{sample::kReform, {}};
  return {
      {"H26.900", "CENTRE", "Trung tâm", "H26", "01", {"01"}, since, "b", true, 2},
      {"H26.901",
       "BRANCH",
       "Chi nhánh số 1",
       "H26.900",
       "00004",
       {"00004", "00008"},
       since,
       "b",
       true,
       3},
      {"H26.902", "BRANCH", "Chi nhánh số 2", "H26.900", "00235", {"00235"}, since, "b", true, 4},
      {"G01", "MINISTRY", "Bộ", "", "", {}, since, "b", false, 5},
  };
}

// Hà Nội with one level: branches take in and hand out, communes do not.
Tables OneLevel() {
  Tables tables = sample::SmallWorld();
  tables.listed = Branches();
  for (Rule& rule : tables.rules) {
    if (rule.name == "commune-receives") rule.except = {"01"};
    if (rule.name == "authority-receives") rule.priority = 0;
  }
  Rule& branch = tables.rules.emplace_back();
  branch.name = "branch-receives";
  branch.role = Rule::Role::kReceives;
  branch.area = {"01"};
  branch.body = {Body::Kind::kListed, "BRANCH"};
  branch.priority = 9;
  branch.basis = "b";
  Rule& elsewhere = tables.rules.emplace_back(branch);
  elsewhere.name = "branch-where-filed-receives";
  elsewhere.filed = Filed::kElsewhere;
  Rule& commune = tables.rules.emplace_back();
  commune.name = "commune-where-filed-receives";
  commune.role = Rule::Role::kReceives;
  commune.except = {"01"};
  commune.place = Tier::kCommune;
  commune.filed = Filed::kElsewhere;
  return tables;
}

Codes CodesOf(const std::vector<Agency>& agencies) {
  Codes codes;
  for (const Agency& agency : agencies) codes.push_back(agency.code);
  return codes;
}

}  // namespace

TEST_CASE("who names the commune serves it before who names the province", "[routing][domain]") {
  const Reference world = Reference::Make(OneLevel()).value();
  const auto serving = [&](const char* kind, const char* unit, const char* province) {
    const ListedAgency* const row =
        world.directory.Serving(kind, {Tier::kCommune, unit, province}, sample::kNow);
    return row == nullptr ? std::string() : row->code;
  };
  CHECK(serving("BRANCH", "00235", "01") == "H26.902");
  CHECK(serving("BRANCH", "04936", "01").empty());
  CHECK(serving("CENTRE", "00235", "01") == "H26.900");
  CHECK(serving("MINISTRY", "26248", "75") == "G01");
  CHECK(world.directory.Find("H26.902", sample::kBefore) == nullptr);
  CHECK(world.directory.Find("H26.902", sample::kReform)->name == "Chi nhánh số 2");
}

TEST_CASE("with one level branches receive, and communes still decide", "[routing][domain]") {
  const Reference world = Reference::Make(OneLevel()).value();
  const Announced announced{{Level::kCommune}, {}};
  const Route route = ResolveRoute(world, announced, {"00235", sample::kNow}).value();
  CHECK(route.authority.code == "H26.003");
  CHECK(CodesOf(route.receivers) == Codes{"H26.902", "H26", "H26.003"});
  CHECK(route.receivers[0].province_code == "01");
  CHECK(CodesOf(route.returners) == Codes{"H26.003", "H26"});
  // No branch serves Hòa Lạc.
  CHECK(CodesOf(ResolveRoute(world, announced, {"04936", sample::kNow})->receivers) ==
        Codes{"H26", "H26.004"});
  CHECK(CodesOf(ResolveRoute(world, announced, {"02647", sample::kNow})->receivers) ==
        Codes{"H38", "H38.001"});
}

TEST_CASE("filing is not bound to the place within a province, and beyond it only where announced",
          "[routing][domain]") {
  const Reference world = Reference::Make(OneLevel()).value();
  Announced announced{{Level::kCommune}, {}};
  const auto receivers = [&](const char* unit, const char* filed) {
    return ResolveRoute(world, announced,
                        {.unit = unit, .day = sample::kNow, .filing_unit = filed});
  };
  const auto blame = [&](const char* unit, const char* filed) {
    const auto violation = base::ProblemOf(receivers(unit, filed).status())->violations.at(0);
    return violation.pointer + " " + violation.code;
  };
  CHECK(CodesOf(receivers("00235", "00008")->receivers) ==
        Codes{"H26.901", "H26.902", "H26", "H26.003"});
  CHECK(receivers("00235", "00008")->authority.code == "H26.003");
  CHECK(CodesOf(receivers("00235", "00235")->receivers) == Codes{"H26.902", "H26", "H26.003"});
  CHECK(CodesOf(receivers("25270", "26248")->receivers) == Codes{"H19.002", "H19", "H19.001"});
  CHECK(blame("00235", "26248") == "filingUnit OTHER_PROVINCE");
  CHECK(blame("25270", "75") == "filingUnit NOT_RECEIVED_THERE");
  CHECK(blame("25270", "2647") == "filingUnit MALFORMED");
  CHECK(blame("25270", "99999") == "filingUnit UNKNOWN_UNIT");
  announced.across_provinces = true;
  CHECK(CodesOf(receivers("00235", "26248")->receivers) ==
        Codes{"H19.002", "H26.902", "H26", "H26.003"});
}

TEST_CASE("a listed agency may decide what is no committee's", "[routing][domain]") {
  Tables tables = OneLevel();
  Rule& rule = tables.rules.emplace_back();
  rule.name = "centre-decides";
  rule.procedure = "1.000001";
  rule.body = {Body::Kind::kListed, "CENTRE"};
  rule.priority = 99;
  rule.area = {"01"};
  const Announced announced{{Level::kProvince}, {"Công an tỉnh"}, "1.000001"};
  const Reference world = Reference::Make(tables).value();
  CHECK(ResolveRoute(world, announced, {"00235", sample::kNow})->authority.code == "H26.900");
  CHECK(base::ProblemOf(ResolveRoute(world, announced, {"02647", sample::kNow}).status())->reason ==
        "NO_RULE");

  SECTION("where some place has none, the rule is refused") {
    tables.rules.back().area.clear();
    CHECK(Reference::Make(tables).status().message() ==
          "competence: centre-decides: no CENTRE serves phường Lào Cai (02647) on 2025-07-01");
  }
  SECTION("so is one whose agency ends while it goes on") {
    tables.listed[0].valid.to = absl::CivilDay(2026, 12, 31);
    CHECK(Reference::Make(tables).status().message() ==
          "competence: centre-decides: no CENTRE serves phường Ba Đình (00004) on 2027-01-01");
  }
}

TEST_CASE("a district's committee decides for the communes in it until districts end",
          "[routing][domain]") {
  Tables tables = sample::SmallWorld();
  for (Unit& unit : tables.units) {
    if (unit.code == "00001" || unit.code == "00004") unit.parent_code = "001";
    if (unit.valid.from) unit.parent_code.clear();
  }
  const Period until = {{}, sample::kBefore};
  ListedAgency district = {.code = "H26.100", .kind = "DISTRICT_COMMITTEE", .name = "UBND Ba Đình"};
  district.seat = "001";
  district.area = {"001"};
  district.valid = until;
  tables.listed = {district};
  Rule rule;
  rule.name = "district";
  rule.level = Level::kDistrict;
  rule.body = *ParseBody("DISTRICT_COMMITTEE");
  rule.valid = until;
  tables.rules.push_back(rule);
  rule.name = "who-decided-received";
  rule.role = Rule::Role::kReceives;
  rule.level.reset();
  rule.body = Body::kAuthority;
  tables.rules.push_back(rule);
  const Reference world = Reference::Make(std::move(tables)).value();

  const Announced announced{{Level::kDistrict}, {}};
  const Route route = ResolveRoute(world, announced, {"00004", sample::kBefore}).value();
  CHECK(route.authority.code == "H26.100");
  CHECK(CodesOf(route.receivers) == Codes{"H26.100"});
  CHECK(ResolveRoute(world, announced, {"00006", sample::kBefore}).status().code() ==
        absl::StatusCode::kFailedPrecondition);
  CHECK_FALSE(ResolveRoute(world, announced, {"00004", sample::kReform}).ok());
}

TEST_CASE("agencies that contradict one another are refused by their line", "[routing][domain]") {
  Tables tables = sample::SmallWorld();
  tables.listed = Branches();
  std::string wrong;
  SECTION("two of one code") {
    tables.listed[1].code = "H26.902";
    wrong = "agencies.tsv:4:code: listed twice for one day";
  }
  SECTION("two that serve one ward") {
    tables.listed[2].area = {"00008"};
    wrong = "agencies.tsv:4:area: serves what H26.901 serves";
  }
  SECTION("a ward that is not there") {
    tables.listed[2].area = {"00001"};
    wrong = "agencies.tsv:4:area: in its time no unit has the code 00001";
  }
  SECTION("a seat that is not there") {
    tables.listed[3].seat = "99";
    wrong = "agencies.tsv:5:seat: in its time no unit has the code 99";
  }
  SECTION("a parent that is not there") {
    tables.listed[1].parent = "H26.999";
    wrong = "agencies.tsv:3:parent: in its time there is no H26.999";
  }
  SECTION("parents that go round") {
    tables.listed[0].parent = "H26.901";
    wrong = "agencies.tsv:2:parent: comes back to itself";
  }
  SECTION("the code of a province") {
    tables.listed[3].code = "H38";
    wrong = "agencies.tsv:5:code: is that of a province";
  }
  CHECK(Reference::Make(tables).status().message() == wrong);
}

}  // namespace motcua::routing
