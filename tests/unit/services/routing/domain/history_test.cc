#include "services/routing/domain/history.h"

#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "tests/unit/services/routing/domain/small_world.h"

namespace motcua::routing {
namespace {

using Lines = std::vector<std::string>;
using Type = UnitType;

constexpr const char* kKinds[] = {"",        "FOUNDED",      "ENDED",   "MERGED",   "SPLIT",
                                  "RENAMED", "TYPE_CHANGED", "RECODED", "CONTINUED"};

// `MERGED on 2025-07-01: 00001/2 00006/3 > 00008/0`; a code that is reused is marked.
Lines Told(const Tables& tables, const std::string& code) {
  const Gazetteer gazetteer = Gazetteer::Make(tables.units, tables.successions).value();
  Lines lines;
  for (const UnitEvent& event : EventsOf(gazetteer, code)) {
    std::string& line = lines.emplace_back();
    for (const UnitEvent::Kind kind : event.kinds) {
      line += base::Cat(kKinds[static_cast<size_t>(kind)], " ");
    }
    line += base::Cat("on ", base::FormatDate(event.day), ":");
    const auto list = [&line](const std::vector<Link>& links) {
      for (const Link& link : links) {
        line += base::Cat(" ", link.unit->code, "/", static_cast<int>(link.share));
      }
    };
    list(event.before);
    line += " >";
    list(event.after);
    for (const std::string& act : event.basis) line += base::Cat(" by ", act);
    if (event.code_reused) line += " reused";
  }
  return lines;
}

}  // namespace

TEST_CASE("what became of a unit and what it was made from are told", "[routing][domain]") {
  const Tables tables = sample::SmallWorld();
  CHECK(Told(tables, "00001") == Lines{"SPLIT on 2025-07-01: 00001/0 > 00004/2 00008/2"});
  CHECK(Told(tables, "00008") == Lines{"MERGED on 2025-07-01: 00001/2 00006/3 > 00008/0"});
  CHECK(Told(tables, "10") == Lines{"MERGED on 2025-07-01: 10/1 > 15/1"});
  CHECK(Told(tables, "00235") == Lines{"FOUNDED on 2025-07-01: > 00235/0"});
  CHECK(Told(tables, "001") == Lines{"ENDED on 2025-07-01: 001/0 >"});
  CHECK(Told(tables, "99999").empty());
}

TEST_CASE("a code that is given to another unit shows it", "[routing][domain]") {
  CHECK(Told(sample::SmallWorld(), "00004") ==
        Lines{"MERGED on 2025-07-01: 00004/1 > 00004/1",
              "MERGED on 2025-07-01: 00001/2 00004/1 > 00004/0 reused"});
  CHECK(Told(sample::SmallWorld(), "15") == Lines{"MERGED on 2025-07-01: 15/1 > 15/1",
                                                  "MERGED on 2025-07-01: 10/1 15/1 > 15/0 reused"});
}

TEST_CASE("a unit that goes on into the two tiers is one event, and no other's code",
          "[routing][domain]") {
  CHECK(Told(sample::SmallWorld(), "01") == Lines{"CONTINUED on 2025-07-01: 01/1 > 01/1"});
}

TEST_CASE("a change of kind is told once, with its act", "[routing][domain]") {
  Tables tables = sample::SmallWorld();
  for (Unit& unit : tables.units) {
    if (unit.code == "75" && unit.type == Type::kCity) unit.basis = "30/2026/QH16";
  }
  CHECK(Told(tables, "75") == Lines{"FOUNDED on 2025-07-01: > 75/0",
                                    "TYPE_CHANGED on 2026-04-30: 75/1 > 75/1 by 30/2026/QH16"});
}

TEST_CASE("a unit that alone becomes another is renamed, recoded, of another kind",
          "[routing][domain]") {
  Tables tables = sample::SmallWorld();
  tables.units.push_back(sample::OldUnit("00300", Type::kCommune, "Hoà Lạc", "01"));
  tables.units.push_back(sample::OldUnit("00301", Type::kTownship, "Sóc Sơn", "01"));
  tables.units.push_back(sample::NewUnit("00301", Type::kCommune, "Sóc", "01"));
  tables.successions.push_back({"00300", "04936", Share::kWhole, sample::kReform});
  tables.successions.push_back({"00301", "00301", Share::kAllPeople, sample::kReform});
  CHECK(Told(tables, "04936") == Lines{"RECODED on 2025-07-01: 00300/1 > 04936/1"});
  CHECK(Told(tables, "00300") == Told(tables, "04936"));
  CHECK(Told(tables, "00301") == Lines{"RENAMED TYPE_CHANGED on 2025-07-01: 00301/3 > 00301/3"});
}

TEST_CASE("a unit that was in being takes another in", "[routing][domain]") {
  Tables tables = sample::SmallWorld();
  const absl::CivilDay later(2026, 10, 1);
  tables.units.push_back(
      sample::NewUnit("00400", Type::kWard, "Kim Mã", "01", sample::kReform, later - 1));
  tables.successions.push_back({"00400", "00235", Share::kWhole, later});
  CHECK(Told(tables, "00235") ==
        Lines{"FOUNDED on 2025-07-01: > 00235/0", "MERGED on 2026-10-01: 00400/1 > 00235/0"});
  CHECK(Told(tables, "00400") ==
        Lines{"FOUNDED on 2025-07-01: > 00400/0", "MERGED on 2026-10-01: 00400/1 > 00235/1"});
}

}  // namespace motcua::routing
