#include "services/reporting/store/progress_store.h"

#include <atomic>
#include <thread>

#include "catch2/catch.hpp"
#include "services/reporting/store/postgres_store.h"
#include "services/reporting/store/sqlite_store.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temp_dir.h"

namespace motcua::reporting {
namespace {

// 2025-11-23 00:30 in Vietnam: still the day before in UTC.
const absl::Time kNight = absl::FromUnixSeconds(1'763'832'600);

struct OnSqlite {
  test::TempDir folder;
  obs::Metrics metrics;
  std::unique_ptr<ProgressStore> store = *OpenSqliteStore(folder / "reporting.db", metrics);
};

struct OnPostgres {
  test::PostgresDatabase database;
  obs::Metrics metrics;
  std::unique_ptr<ProgressStore> store = *OpenPostgresStore(database.conninfo, 4, metrics);
};

Fact Any(int64_t sequence, int status, const std::string& code = "H26.021.00-251123-0001") {
  Fact fact;
  fact.province_code = "01";
  fact.sequence = sequence;
  fact.kind = status == 1 ? Fact::Kind::kFiled : Fact::Kind::kStatusChanged;
  fact.dossier_code = code;
  fact.status_code = status;
  fact.time = kNight + absl::Minutes(sequence);
  fact.procedure_code = "1.001193";
  fact.receiving_unit = "00235";
  fact.competent_unit = "00235";
  fact.competent_province = "01";
  fact.channel = 2;
  fact.due_time = kNight + absl::Hours(10);
  return fact;
}

Question Of(const std::string& scope, GroupBy group_by = GroupBy::kNothing) {
  return {scope, absl::CivilDay(2025, 11, 23), absl::CivilDay(2025, 11, 23), group_by};
}

}  // namespace

TEMPLATE_TEST_CASE("every progress store keeps its contract", "[contract][reporting]", OnSqlite,
                   OnPostgres) {
  TestType on;
  ProgressStore& store = *on.store;
  Fact rated = Any(6, 10);
  rated.kind = Fact::Kind::kRated;
  rated.rating_score = 4;
  const std::vector<Fact> journey = {Any(1, 1), Any(2, 2), Any(3, 4), Any(4, 9), Any(5, 10), rated};

  SECTION("a journey counts once in its unit, its province and the country") {
    REQUIRE(store.Apply(journey).ok());
    const Counts once = {1, 1, 1, 1, 1, 0, 1, 4};
    for (const char* scope : {"00235", "01", "VN"}) CHECK(store.Sum(Of(scope))->total == once);
    CHECK(store.Sum(Of("79"))->total == Counts{});
    CHECK(store.Sum(Of("00004"))->total == Counts{});
  }
  SECTION("what is applied again changes nothing") {
    REQUIRE(store.Apply(journey).ok());
    REQUIRE(store.Apply(journey).ok());
    REQUIRE(store.Apply({Any(3, 4)}).ok());
    CHECK(store.Sum(Of("VN"))->total.on_time == 1);
    CHECK(store.Watermarks()->at(0).sequence == 6);
  }
  SECTION("two that follow the same log at once count everything once") {
    std::atomic<int> failed = 0;
    std::vector<std::jthread> followers;
    for (int i = 0; i < 2; ++i) {
      followers.emplace_back([&] {
        for (auto end = journey.begin(); end != journey.end();) {
          if (!store.Apply({journey.begin(), ++end}).ok()) ++failed;
        }
      });
    }
    followers.clear();
    CHECK(failed == 0);
    CHECK(store.Sum(Of("VN"))->total == Counts{1, 1, 1, 1, 1, 0, 1, 4});
    CHECK(store.Watermarks()->at(0).sequence == 6);
  }
  SECTION("a gap is refused, and nothing of the batch is kept") {
    CHECK(absl::IsDataLoss(store.Apply({Any(1, 1), Any(3, 4)})));
    CHECK(store.Watermarks()->empty());
    CHECK(store.Sum(Of("VN"))->total == Counts{});
  }
  SECTION("what another province hears of as well counts once") {
    Fact mirror = Any(1, 2);
    mirror.province_code = "24";
    mirror.is_mirror = true;
    REQUIRE(store.Apply({Any(1, 1), Any(2, 2), mirror}).ok());
    CHECK(store.Sum(Of("VN"))->total.received == 1);
    CHECK(store.Watermarks()->size() == 2);
    // Nor does it bring a dossier that is not known yet.
    mirror.sequence = 2;
    mirror.dossier_code = "B";
    REQUIRE(store.Apply({mirror}).ok());
    CHECK(store.Sum(Of("VN"))->total.filed == 1);
    CHECK(store.Watermarks()->at(1).sequence == 2);
  }
  SECTION("a day is a day in Vietnam") {
    REQUIRE(store.Apply(journey).ok());
    Question before = Of("VN");
    before.from = before.to = absl::CivilDay(2025, 11, 22);
    CHECK(store.Sum(before)->total == Counts{});
  }
  SECTION("rows part the total") {
    REQUIRE(store.Apply({Any(1, 1), Any(2, 2), Any(3, 1, "B"), Any(4, 2, "B")}).ok());
    for (const auto& [group_by, key] :
         std::vector<std::pair<GroupBy, std::string>>{{GroupBy::kProvince, "01"},
                                                      {GroupBy::kUnit, "00235"},
                                                      {GroupBy::kProcedure, "1.001193"},
                                                      {GroupBy::kChannel, "ONLINE"},
                                                      {GroupBy::kMonth, "2025-11"}}) {
      const auto summary = store.Sum(Of("VN", group_by));
      REQUIRE(summary->rows.size() == 1);
      CHECK(summary->rows[0].key == key);
      CHECK(summary->rows[0].counts == summary->total);
      CHECK(summary->total.received == 2);
    }
  }
}

}  // namespace motcua::reporting
