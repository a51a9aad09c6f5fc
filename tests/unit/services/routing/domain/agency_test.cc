#include "services/routing/domain/agency.h"

#include "catch2/catch.hpp"
#include "tests/unit/services/routing/domain/small_world.h"

namespace motcua::routing {

TEST_CASE("a commune is numbered by its place in its province", "[routing][domain]") {
  const Reference world = Reference::Make(sample::SmallWorld()).value();
  const auto agency = [&world](const char* code) {
    return world.agencies.Of(*world.gazetteer.Find(code, sample::kNow)).value();
  };
  CHECK(agency("00235") ==
        Agency{"H26.003", "Ủy ban nhân dân phường Đống Đa", "00235", "01", true});
  CHECK(agency("01") == Agency{"H26", "Ủy ban nhân dân thành phố Hà Nội", "01", "01", false});
  CHECK(agency("15") == Agency{"H38", "Ủy ban nhân dân tỉnh Lào Cai", "15", "15", false});
}

TEST_CASE("a number stays when a unit changes its kind or others are made", "[routing][domain]") {
  Tables tables = sample::SmallWorld();
  const absl::CivilDay later(2026, 10, 1);
  tables.units.push_back(sample::NewUnit("25000", UnitType::kWard, "Mới Hai", "75", later));
  tables.units.push_back(sample::NewUnit("24000", UnitType::kWard, "Mới", "75", later));
  const Reference world = Reference::Make(std::move(tables)).value();
  const auto code = [&world](const char* unit, absl::CivilDay day) {
    return world.agencies.Of(*world.gazetteer.Find(unit, day)).value().code;
  };
  CHECK(code("25270", sample::kReform) == "H19.001");
  CHECK(code("25270", sample::kNow) == "H19.001");
  CHECK(code("26248", sample::kNow) == "H19.002");
  CHECK(code("24000", sample::kNow) == "H19.003");
  CHECK(code("25000", sample::kNow) == "H19.004");
}

TEST_CASE("committees of the three-tier time are numbered by the codes of their units",
          "[routing][domain]") {
  Tables tables = sample::SmallWorld();
  for (Unit& unit : tables.units) {
    if (unit.valid.from) continue;
    if (unit.code == "01") unit.former_h_code = "H26";
    if (unit.code == "00004") unit.parent_code = "001";
  }
  const Reference world = Reference::Make(std::move(tables)).value();
  const auto agency = [&world](const char* code) {
    return world.agencies.Of(*world.gazetteer.Find(code, sample::kBefore));
  };
  CHECK(agency("01").value() ==
        Agency{"H26", "Ủy ban nhân dân thành phố Hà Nội", "01", "01", true});
  CHECK(agency("001").value() ==
        Agency{"H26.D001", "Ủy ban nhân dân quận Ba Đình", "001", "01", true});
  CHECK(agency("00004").value() ==
        Agency{"H26.D001.00004", "Ủy ban nhân dân phường Trúc Bạch", "00004", "01", true});
  CHECK(Agencies::FormerUnitOf("H26.D001.00004") == "00004");
  CHECK(Agencies::FormerUnitOf("H26.D001") == "001");
  CHECK(Agencies::FormerUnitOf("H26.001").empty());
  // Of its district nothing is known.
  CHECK(absl::IsFailedPrecondition(agency("00006").status()));
}

TEST_CASE("units of which no table names the authority have none", "[routing][domain]") {
  const Reference world = Reference::Make(sample::SmallWorld()).value();
  for (const char* code : {"001", "00001", "00004", "10"}) {
    const Unit* unit = world.gazetteer.Find(code, sample::kBefore);
    CHECK(absl::IsFailedPrecondition(world.agencies.Of(*unit).status()));
  }
}

TEST_CASE("a province without an identification code is refused", "[routing][domain]") {
  Tables tables = sample::SmallWorld();
  tables.province_codes.pop_back();
  const absl::Status status = Reference::Make(std::move(tables)).status();
  CHECK(status.message() == "provinces: 75 Đồng Nai: no identification code");
}

}  // namespace motcua::routing
