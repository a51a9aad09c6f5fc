#include "services/routing/store/table_changes.h"

#include "catch2/catch.hpp"
#include "tests/unit/services/routing/domain/small_world.h"

namespace motcua::routing {
namespace {

TableChange Of(const std::vector<TableChange>& changes, std::string_view table) {
  for (const TableChange& change : changes) {
    if (change.table == table) return change;
  }
  return {};
}

}  // namespace

TEST_CASE("rows that are new, gone and other are counted", "[routing][store]") {
  const Tables before = sample::SmallWorld();
  Tables after = before;
  after.rules[0].basis += " as amended";
  after.rules.pop_back();
  after.rules.pop_back();
  after.units[0].line = 7;  // Where it was read is not what it says.
  after.special_days.push_back({absl::CivilDay(2026, 1, 1), SpecialDay::Kind::kHoliday, "Tết"});

  const std::vector<TableChange> changes = ChangesBetween(before, after);
  const TableChange rules = Of(changes, "rules");
  CHECK(rules.rows == static_cast<int>(before.rules.size()) - 2);
  CHECK(rules.added == 1);
  CHECK(rules.removed == 3);
  CHECK(Of(changes, "special_days").added == 1);
  CHECK(Of(changes, "special_days").removed == 0);
  CHECK(Of(changes, "units").added == 0);
  CHECK(Of(changes, "units").rows == static_cast<int>(before.units.size()));
  CHECK_FALSE(AreNone(changes));
  CHECK(AreNone(ChangesBetween(after, after)));
}

}  // namespace motcua::routing
