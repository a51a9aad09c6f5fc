#include "services/routing/domain/gazetteer.h"

#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "tests/unit/services/routing/domain/small_world.h"

namespace motcua::routing {
namespace {

using Codes = std::vector<std::string>;

Gazetteer SmallGazetteer() {
  Tables tables = sample::SmallWorld();
  return Gazetteer::Make(std::move(tables.units), tables.successions).value();
}

Codes Found(const Gazetteer& gazetteer, const UnitFilter& filter, const std::string& after = "",
            size_t limit = 100) {
  Codes codes;
  for (const Unit* unit : gazetteer.List(filter, after, limit)) codes.push_back(unit->code);
  return codes;
}

Codes Names(const std::vector<Link>& links) {
  Codes names;
  for (const Link& link : links) {
    names.push_back(link.unit->full_name + " " + std::to_string(static_cast<int>(link.share)));
  }
  return names;
}

}  // namespace

TEST_CASE("a code means what it meant on the day", "[routing][domain]") {
  const Gazetteer gazetteer = SmallGazetteer();
  CHECK(gazetteer.Find("00004", sample::kBefore)->name == "Trúc Bạch");
  CHECK(gazetteer.Find("00004", sample::kReform)->name == "Ba Đình");
  CHECK(gazetteer.Find("00001", sample::kReform) == nullptr);
  CHECK(gazetteer.Find("00008", sample::kBefore) == nullptr);
  CHECK(gazetteer.Find("99999", sample::kNow) == nullptr);
  CHECK(gazetteer.Find("25270", absl::CivilDay(2026, 4, 29))->type == UnitType::kCommune);
  CHECK(gazetteer.Find("25270", absl::CivilDay(2026, 4, 30))->type == UnitType::kWard);
}

TEST_CASE("names are found without diacritics, in whole or in part", "[routing][domain]") {
  const Gazetteer gazetteer = SmallGazetteer();
  const std::string query =
      GENERATE("Đống Đa", "dong da", "PHƯỜNG ĐỐNG ĐA", "phuong dong", "ống đ", "  dong   da ");
  CAPTURE(query);
  CHECK(Found(gazetteer, {query, "", {}, sample::kNow}) == Codes{"00235"});
}

TEST_CASE("both styles of tone marks find one name", "[routing][domain]") {
  const Gazetteer gazetteer = SmallGazetteer();
  CHECK(Found(gazetteer, {"Hoà Lạc", "", {}, sample::kNow}) == Codes{"04936"});
  CHECK(Found(gazetteer, {"Hòa Lạc", "", {}, sample::kNow}) == Codes{"04936"});
}

TEST_CASE("a query without a letter finds nothing", "[routing][domain]") {
  CHECK(Found(SmallGazetteer(), {"%_'", "", {}, sample::kNow}).empty());
}

TEST_CASE("units are listed by province, kind and day, in order of code", "[routing][domain]") {
  const Gazetteer gazetteer = SmallGazetteer();
  CHECK(Found(gazetteer, {"", "01", {}, sample::kNow}) ==
        Codes{"00004", "00008", "00235", "04936"});
  CHECK(Found(gazetteer, {"", "01", UnitType::kCommune, sample::kNow}) == Codes{"04936"});
  CHECK(Found(gazetteer, {"", "01", {}, sample::kBefore}) ==
        Codes{"00001", "00004", "00006", "001"});
  CHECK(Found(gazetteer, {"", "", UnitType::kCity, sample::kNow}) == Codes{"01", "75"});
  CHECK(Found(gazetteer, {"", "99", {}, sample::kNow}).empty());
}

TEST_CASE("a page begins after the code of the one before", "[routing][domain]") {
  const Gazetteer gazetteer = SmallGazetteer();
  const UnitFilter filter{"", "01", {}, sample::kNow};
  CHECK(Found(gazetteer, filter, "", 2) == Codes{"00004", "00008"});
  CHECK(Found(gazetteer, filter, "00008", 2) == Codes{"00235", "04936"});
  CHECK(Found(gazetteer, filter, "04936", 2).empty());
}

TEST_CASE("successors and predecessors are two views of one link", "[routing][domain]") {
  const Gazetteer gazetteer = SmallGazetteer();
  CHECK(Names(gazetteer.Successors(*gazetteer.Find("00001", sample::kBefore))) ==
        Codes{"phường Ba Đình 2", "phường Ngọc Hà 2"});
  CHECK(Names(gazetteer.Predecessors(*gazetteer.Find("00008", sample::kNow))) ==
        Codes{"phường Phúc Xá 2", "phường Vĩnh Phúc 3"});
  CHECK(Names(gazetteer.Predecessors(*gazetteer.Find("15", sample::kNow))) ==
        Codes{"tỉnh Lào Cai 1", "tỉnh Yên Bái 1"});
}

TEST_CASE("a unit that only changes its kind goes on", "[routing][domain]") {
  const Gazetteer gazetteer = SmallGazetteer();
  const Unit* ward = gazetteer.Find("25270", sample::kNow);
  CHECK(Names(gazetteer.Predecessors(*ward)) == Codes{"thị trấn Lộc Ninh 1", "xã Lộc Thái 1"});
  CHECK(Names(gazetteer.Successors(*gazetteer.Find("25270", sample::kReform))) ==
        Codes{"phường Lộc Ninh 1"});
  CHECK(gazetteer.LastEnded("25270", sample::kNow)->type == UnitType::kTownship);
}

TEST_CASE("the unit that ended last speaks for a reused code", "[routing][domain]") {
  const Gazetteer gazetteer = SmallGazetteer();
  CHECK(gazetteer.LastEnded("00004", sample::kNow)->name == "Trúc Bạch");
  CHECK(gazetteer.LastEnded("00004", sample::kBefore) == nullptr);
  CHECK(gazetteer.LastEnded("00235", sample::kNow) == nullptr);
  CHECK(gazetteer.LastEnded("99999", sample::kNow) == nullptr);
}

TEST_CASE("the records begin with the year of their oldest date", "[routing][domain]") {
  CHECK(SmallGazetteer().begin() == absl::CivilDay(2025, 1, 1));
}

TEST_CASE("tables of units that contradict one another are refused", "[routing][domain]") {
  Tables tables = sample::SmallWorld();
  std::string expected;
  SECTION("one code for two units at a time") {
    tables.units.push_back(sample::NewUnit("00008", UnitType::kWard, "Kim Mã", "01"));
    expected = "the code stands for";
  }
  SECTION("a commune of no province") {
    tables.units.push_back(sample::NewUnit("00010", UnitType::kWard, "Kim Mã", ""));
    expected = "00010 phường Kim Mã: a province has no province";
  }
  SECTION("a province that is not known") {
    tables.units.push_back(sample::NewUnit("00010", UnitType::kWard, "Kim Mã", "02"));
    expected = "00010 phường Kim Mã: province 02 is not known";
  }
  SECTION("a unit that ends before it begins") {
    tables.units.push_back(sample::NewUnit("00010", UnitType::kWard, "Kim Mã", "01",
                                           sample::kReform, sample::kBefore));
    expected = "ends before it begins";
  }
  SECTION("a succession to a unit that does not exist") {
    tables.successions.push_back({"00001", "00009", Share::kPart, sample::kReform});
    expected = "00001 to 00009 on 2025-07-01: there is no such new unit";
  }
  SECTION("a unit that follows itself") {
    tables.successions.push_back({"00235", "00235", Share::kWhole, sample::kReform + 1, 9});
    expected =
        "successions.tsv:9:old_code: 00235 to 00235 on 2025-07-02: a unit that goes on is followed";
  }
  SECTION("units that follow one another") {
    tables.successions.push_back({"00235", "00008", Share::kPart, sample::kReform + 1, 8});
    tables.successions.push_back({"00008", "00235", Share::kPart, sample::kReform + 1, 9});
    expected = "successions.tsv:8:old_code: 00235 to 00008 on 2025-07-02: a unit that goes on";
  }
  SECTION("a succession before the records") {
    tables.successions.push_back({"00001", "00008", Share::kPart, absl::CivilDay(1999, 1, 1), 9});
    expected = "successions.tsv:9:old_code: 00001 to 00008 on 1999-01-01: a unit that goes on";
  }
  SECTION("a place in the table is named for a unit, too") {
    tables.units.back().line = 7;
    tables.units.push_back(sample::NewUnit("02647", UnitType::kWard, "Kim Mã", "15"));
    tables.units.back().line = 12;
    expected =
        "units.tsv:12:valid_from: 02647 phường Kim Mã: the code stands for phường Lào Cai "
        "at the same time, line 7";
  }
  SECTION("a succession of a unit that had not ended") {
    tables.successions.push_back({"00001", "00004", Share::kPart, sample::kReform + 1});
    expected = "no such old unit";
  }
  SECTION("a succession listed twice") {
    tables.successions.push_back({"00001", "00004", Share::kWhole, sample::kReform});
    expected = "00001 to 00004 on 2025-07-01: listed twice";
  }
  const absl::Status status = Gazetteer::Make(std::move(tables.units), tables.successions).status();
  REQUIRE(absl::IsInvalidArgument(status));
  CHECK(std::string(status.message()).find(expected) != std::string::npos);
}

}  // namespace motcua::routing
