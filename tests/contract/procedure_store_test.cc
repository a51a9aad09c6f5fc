#include "services/procedure-catalog/store/procedure_store.h"

#include <algorithm>
#include <future>

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "libs/base/text.h"
#include "services/procedure-catalog/domain/completeness.h"
#include "tests/contract/procedure_entries.h"
#include "tests/support/temp_dir.h"

namespace motcua::catalog {
namespace {

// Number of the version that holds; 0 when none does.
int On(ProcedureStore& store, const std::string& day) {
  const auto version = store.Get({"1.000001", {day, {}}});
  if (version.ok()) return version->number;
  CHECK(absl::IsNotFound(version.status()));
  CHECK(base::ProblemOf(version.status())->reason == "PROCEDURE_NOT_FOUND");
  CHECK(store.Find(For("", day), 0, 10)->total == 0);
  return 0;
}

}  // namespace

TEMPLATE_TEST_CASE("every procedure store keeps its contract", "[contract][catalog]", OnSqlite,
                   OnPostgres) {
  TestType on;

  SECTION("what came in can be read, also after a restart; the same again changes nothing") {
    const Entry birth = Any("1.001193", "Đăng ký khai sinh");
    CHECK(*on.store->Add({birth}, kNow, false) == std::vector<bool>{true});
    CHECK(*on.store->Add({birth}, kNow, false) == std::vector<bool>{false});
    on.Reopen();
    const auto kept = on.store->Get({"1.001193", {"2026-11-23", {}}});
    REQUIRE(kept.ok());
    CHECK(kept->number == 1);
    CHECK(kept->content == birth.content);
    CHECK(kept->etag == birth.content_sha256.substr(0, 16));
    CHECK(*on.store->Add({birth}, kNow, false) == std::vector<bool>{false});
    CHECK(absl::IsNotFound(on.store->Get({"1.001194", {"2026-11-23", {}}}).status()));
    CHECK(on.store->Versions("1.001194", std::nullopt, 100, 10)->empty());
  }
  SECTION("several are read at once, each or why it is not there") {
    REQUIRE(on.store->Add({Any("1.000001", "a"), Any("1.000002", "b", "2026-01-01")}, kNow, false)
                .ok());
    const auto many = on.store->GetMany({{"1.000002", {"2026-11-23", {}}},
                                         {"1.000002", {"2025-01-01", {}}},
                                         {"1.000001", {"2025-01-01", {}}}});
    REQUIRE(many.size() == 3);
    CHECK(many[0]->content.starts_with("1.000002"));
    CHECK(absl::IsNotFound(many[1].status()));
    CHECK(many[2]->content.starts_with("1.000001"));
  }
  SECTION("content may hold any bytes") {
    Entry entry = Any("1.000001", "x");
    entry.content = std::string("\0\xFF'; DROP TABLE", 15);
    Remember(entry);
    REQUIRE(on.store->Add({entry}, kNow, false).ok());
    CHECK(on.store->Get({"1.000001", {"2026-11-23", {}}})->content == entry.content);
  }
  SECTION("each filter tells how many it would leave, the others applied") {
    Entry commune = Any("1.000001", "khai sinh");
    commune.procedure.life_events = {LifeEvent::kHavingAChild};
    commune.content += "1";
    Entry province = Any("1.000002", "khai tử");
    province.procedure.levels = {Level::kProvince};
    province.procedure.field = "Khác";
    province.content += "2";
    for (Entry* entry : {&commune, &province}) {
      Remember(*entry);
      entry->content_sha256 = base::Sha256Hex(entry->content);
    }
    REQUIRE(on.store->Add({commune, province}, kNow, false).ok());
    Filter filter = For("khai");
    CHECK(on.store->Find(filter, 0, 10)->facets.levels.empty());
    filter.with_facets = true;
    filter.level = Level::kCommune;
    const auto found = on.store->Find(filter, 0, 10);
    CHECK(CodesOf(found) == Codes{"1.000001"});
    CHECK(found->facets.levels == std::map<int, int>{{2, 1}, {3, 1}});
    CHECK(found->facets.fields == std::map<std::string, int>{{"Hộ tịch", 1}});
    CHECK(found->facets.channels == std::map<int, int>{{2, 1}});
    CHECK(found->facets.life_events == std::map<int, int>{{1, 1}});
    filter.level.reset();
    filter.life_event = LifeEvent::kHavingAChild;
    CHECK(CodesOf(on.store->Find(filter, 0, 10)) == Codes{"1.000001"});
    filter.life_event = LifeEvent::kWork;
    CHECK(on.store->Find(filter, 0, 10)->total == 0);
  }
  SECTION("a check keeps nothing, and says what would be new") {
    const Entry birth = Any("1.001193", "Đăng ký khai sinh");
    CHECK(*on.store->Add({birth, birth}, kNow, true) == std::vector<bool>{true, false});
    CHECK(absl::IsNotFound(on.store->Get({"1.001193", {"2026-11-23", {}}}).status()));
    CHECK(on.store->Find(For("khai sinh"), 0, 10)->total == 0);
    CHECK(*on.store->Add({birth}, kNow, false) == std::vector<bool>{true});
    CHECK(on.store->Get({"1.001193", {"2026-11-23", {}}})->number == 1);
  }
  SECTION("a version that begins later ends the one before, also when it came first") {
    REQUIRE(on.store->Add({Any("1.000001", "newest", "2026-01-01")}, kNow, false).ok());
    CHECK(On(*on.store, "2025-12-31") == 0);
    REQUIRE(
        on.store
            ->Add({Any("1.000001", "oldest"), Any("1.000001", "middle", "2025-07-01")}, kNow, false)
            .ok());
    CHECK(On(*on.store, "1900-01-01") == 2);
    CHECK(On(*on.store, "2025-06-30") == 2);
    CHECK(On(*on.store, "2025-07-01") == 3);
    CHECK(On(*on.store, "2025-12-31") == 3);
    CHECK(On(*on.store, "2026-01-01") == 1);
    CHECK(On(*on.store, "2999-12-31") == 1);
  }
  SECTION("a version that begins on the same day takes the place of the one before") {
    REQUIRE(on.store->Add({Any("1.000001", "first"), Any("1.000001", "second")}, kNow, false).ok());
    CHECK(On(*on.store, "2026-11-23") == 2);
    REQUIRE(on.store->Add({Any("1.000001", "third")}, kNow, false).ok());
    CHECK(On(*on.store, "2026-11-23") == 3);
    CHECK(*on.store->Add({Any("1.000001", "first")}, kNow, false) == std::vector<bool>{false});
    CHECK(On(*on.store, "2026-11-23") == 3);
    CHECK(CodesOf(on.store->Find(For("first"), 0, 10)).empty());
    CHECK(CodesOf(on.store->Find(For("third"), 0, 10)) == Codes{"1.000001"});
  }
  SECTION("after the last day of a version nothing holds, not even what it ended") {
    REQUIRE(on.store
                ->Add({Any("1.000001", "before"),
                       Any("1.000001", "for a while", "2025-07-01", "2025-12-31")},
                      kNow, false)
                .ok());
    CHECK(On(*on.store, "2025-06-30") == 1);
    CHECK(On(*on.store, "2025-12-31") == 2);
    CHECK(On(*on.store, "2026-01-01") == 0);
    CHECK(CodesOf(on.store->Find(For("before", "2025-06-30"), 0, 10)) == Codes{"1.000001"});
    CHECK(on.store->Find(For("before", "2026-01-01"), 0, 10)->total == 0);
  }
  SECTION("versions are listed from the newest, in pages") {
    for (const char* name : {"a", "b", "c"}) {
      REQUIRE(on.store->Add({Any("1.000001", name)}, kNow, false).ok());
    }
    const auto first = on.store->Versions("1.000001", std::nullopt, 100, 2);
    REQUIRE(first->size() == 2);
    CHECK(first->at(0).number == 3);
    CHECK(first->at(1).number == 2);
    const auto second = on.store->Versions("1.000001", std::nullopt, 2, 2);
    REQUIRE(second->size() == 1);
    CHECK(second->at(0).content == "1.000001|a||");
  }
  SECTION("what was known at a time can be asked, whatever was recorded later") {
    const absl::Time later = kNow + absl::Hours(1);
    const int64_t known = absl::ToUnixMicros(kNow);
    REQUIRE(on.store->Add({Any("1.000001", "khai sinh")}, kNow, false).ok());
    REQUIRE(on.store
                ->Add({Any("1.000001", "khai sinh sửa", "2026-01-01"), Any("1.000002", "khai tử")},
                      later, false)
                .ok());
    const auto get = [&](const std::string& day, std::optional<int64_t> known_at) {
      return on.store->Get({"1.000001", {day, known_at}});
    };
    CHECK(get("2026-11-23", std::nullopt)->number == 2);
    CHECK(get("2026-11-23", std::nullopt)->record_time == absl::ToUnixMicros(later));
    REQUIRE(get("2026-11-23", known).ok());
    CHECK(get("2026-11-23", known)->number == 1);
    CHECK(get("2026-11-23", known)->replaced_from.empty());
    CHECK(get("2025-12-31", std::nullopt)->replaced_from == "2026-01-01");
    CHECK(get("2026-11-23", known + 1)->number == 1);
    CHECK(get("2026-11-23", absl::ToUnixMicros(later))->number == 2);
    CHECK(absl::IsNotFound(get("2026-11-23", known - 1).status()));
    CHECK(on.store->Versions("1.000001", known, 100, 10)->size() == 1);
    for (const char* query : {"", "khai"}) {
      Filter filter = For(query);
      filter.at.known_at = known;
      CHECK(on.store->Find(filter, 0, 10)->total == 1);
      CHECK(on.store->Find(filter, 0, 10)->versions.at(0).number == 1);
      CHECK(on.store->Find(For(query), 0, 10)->total == 2);
    }
  }
  SECTION("a version is read by its number, whether it holds or not") {
    REQUIRE(on.store->Add({Any("1.000001", "a"), Any("1.000001", "b")}, kNow, false).ok());
    CHECK(on.store->GetNumber("1.000001", 1)->content.starts_with("1.000001|a"));
    CHECK(on.store->GetNumber("1.000001", 2)->number == 2);
    CHECK(absl::IsNotFound(on.store->GetNumber("1.000001", 3).status()));
    CHECK(absl::IsNotFound(on.store->GetNumber("1.000002", 1).status()));
  }
  SECTION("what came in is told in its order, without gaps, also after a restart") {
    REQUIRE(on.store->Add({Any("1.000002", "a"), Any("1.000001", "b")}, kNow, false).ok());
    REQUIRE(on.store->Add({Any("1.000003", "c")}, kNow, true).ok());  // Only checked.
    // A clock that goes back does not make it earlier than what came before.
    REQUIRE(on.store->Add({Any("1.000002", "d")}, kNow - absl::Hours(1), false).ok());
    for (int i = 0; i < 2; ++i) {
      const auto all = on.store->After(0, 10);
      REQUIRE(all->size() == 3);
      CHECK((*all)[0].position == 1);
      CHECK((*all)[0].version.content.starts_with("1.000002|a"));
      CHECK((*all)[2].position == 3);
      CHECK((*all)[2].version.number == 2);
      CHECK((*all)[2].version.record_time == absl::ToUnixMicros(kNow));
      REQUIRE(on.store->After(1, 1)->size() == 1);
      CHECK(on.store->After(1, 1)->at(0).position == 2);
      CHECK(on.store->After(3, 10)->empty());
      on.Reopen();
    }
  }
  SECTION("what lacks a mandatory part is found and counted; what is abolished is not asked for") {
    Entry abolished = Any("1.000002", "khai tử");
    abolished.procedure.state = State::kAbolished;
    Remember(abolished);
    REQUIRE(on.store->Add({Any("1.000001", "khai sinh"), abolished}, kNow, false).ok());
    Filter filter = For("");
    filter.published = true;
    filter.incomplete = true;
    filter.with_facets = true;
    const auto found = on.store->Find(filter, 0, 10);
    CHECK(CodesOf(found) == Codes{"1.000001"});
    CHECK(found->facets.looked_at == 1);
    const auto of = [&](Part part) { return found->facets.missing.count(static_cast<int>(part)); };
    CHECK(of(Part::kSteps) == 1);
    CHECK(of(Part::kLimits) == 0);
  }
  SECTION("every procedure that has ever come in has a standing") {
    Entry province = Any("1.000002", "b", "2026-01-01", "2026-12-31");
    province.procedure.levels = {Level::kMinistry, Level::kProvince};
    Entry ministry = Any("1.000003", "c");
    ministry.procedure.levels = {Level::kMinistry};
    Entry abolished = Any("1.000001", "a", "2026-07-01");
    abolished.procedure.state = State::kAbolished;
    for (const Entry& one : {province, ministry, abolished}) Remember(one);
    REQUIRE(on.store->Add({Any("1.000001", "a"), province, ministry, abolished}, kNow, false).ok());
    const auto on_day = [&](const std::string& day) {
      const auto standings = on.store->StandingsOn(day);
      REQUIRE(standings.ok());
      Codes texts;
      for (const Standing& one : *standings) {
        texts.push_back(base::Cat(one.code, one.is_published ? " published" : "",
                                  one.is_for_localities ? " local" : ""));
      }
      return texts;
    };
    CHECK(on_day("2026-06-30") ==
          Codes{"1.000001 published local", "1.000002 published local", "1.000003 published"});
    CHECK(on_day("2026-11-23") ==
          Codes{"1.000001 local", "1.000002 published local", "1.000003 published"});
    CHECK(on_day("2027-01-01") == Codes{"1.000001 local", "1.000002", "1.000003 published"});
  }
  SECTION("a file that was imported is known by its content, also after a restart") {
    CHECK_FALSE(*on.store->WasImported("abc"));
    REQUIRE(on.store->NoteImported("abc").ok());
    REQUIRE(on.store->NoteImported("abc").ok());
    on.Reopen();
    CHECK(*on.store->WasImported("abc"));
  }
  SECTION(
      "of one version sent many times at once, one is kept; readers see all of a group or none") {
    std::vector<Entry> group;
    for (int i = 100; i < 150; ++i) group.push_back(Any("1.000" + std::to_string(i), "Khai sinh"));
    std::vector<std::future<int>> added;
    for (int i = 0; i < 8; ++i) {
      added.push_back(std::async(std::launch::async, [&] {
        const auto is_new = on.store->Add(group, kNow, false).value();
        return static_cast<int>(std::count(is_new.begin(), is_new.end(), true));
      }));
    }
    for (int total = 0; total < 50;) {
      total = on.store->Find(For("khai sinh"), 0, 1)->total;
      CHECK((total == 0 || total == 50));
    }
    int all = 0;
    for (auto& one : added) all += one.get();
    CHECK(all == 50);
  }
  SECTION("a store that can be read is ready") {
    CHECK(on.store->Ready().ok());
  }
}

TEST_CASE("a file that is no database is not opened", "[contract][catalog]") {
  test::TempDir folder;
  obs::Metrics metrics;
  CHECK_FALSE(OpenSqliteStore({folder / "missing/catalog.db", {}}, metrics).ok());
}

}  // namespace motcua::catalog
