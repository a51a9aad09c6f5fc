#include "services/routing/store/plan_store.h"

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "libs/obs/metrics.h"
#include "services/routing/store/postgres_plans.h"
#include "services/routing/store/postgres_store.h"
#include "services/routing/store/sqlite_plans.h"
#include "services/routing/store/sqlite_store.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temp_dir.h"

namespace motcua::routing {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'795'400'000);
const Agency kFrom = {"H26.020", "Ủy ban nhân dân phường Đống Đa", "00235", "01", true};
const Agency kTo = {"H26", "Ủy ban nhân dân thành phố Hà Nội", "01", "01", false};

class OnSqlite {
 public:
  std::unique_ptr<PlanStore> Another() { return OpenSqlitePlans(folder_ / "routing.db").value(); }

 private:
  test::TempDir folder_;
  std::unique_ptr<UnitStore> tables_ = OpenSqliteStore(folder_ / "routing.db").value();
};

class OnPostgres {
 public:
  std::unique_ptr<PlanStore> Another() { return OpenPostgresPlans(database_.conninfo, metrics_); }

 private:
  obs::Metrics metrics_;
  test::PostgresDatabase database_;
  std::unique_ptr<UnitStore> tables_ = OpenPostgresStore(database_.conninfo).value();
};

KeptPlan New(const std::string& id = "p") {
  return {id, "{}", PlanState::kPreviewing, "", kNow};
}

PlannedMove MoveOf(const std::string& code) {
  return {code, MoveState::kPlanned, kFrom, kTo, kNow, kNow + absl::Hours(8), ""};
}

std::vector<PlannedMove> Moves(int from, int to) {
  std::vector<PlannedMove> moves;
  for (int i = from; i < to; ++i) moves.push_back(MoveOf("D" + std::to_string(100 + i)));
  return moves;
}

std::string ReasonOf(const absl::Status& status) {
  const auto problem = base::ProblemOf(status);
  return problem ? problem->reason : std::string(status.message());
}

// A plan of ten moves that is being applied.
void BeginApplying(PlanStore& store) {
  REQUIRE(store.Create(New()).ok());
  REQUIRE(store.Add(New(), Moves(0, 10), PlanState::kPreviewing, "1/").ok());
  REQUIRE(store.Enter("p", {PlanState::kPreviewing}, PlanState::kApplying).ok());
}

}  // namespace

TEMPLATE_TEST_CASE("every plan store keeps its contract", "[contract][routing]", OnSqlite,
                   OnPostgres) {
  TestType on;
  const std::unique_ptr<PlanStore> store = on.Another();

  SECTION("an id is taken once") {
    CHECK(ReasonOf(store->Get("p").status()) == "PLAN_NOT_FOUND");
    CHECK(ReasonOf(store->List("p", {}, "", 1).status()) == "PLAN_NOT_FOUND");
    REQUIRE(store->Create(New()).ok());
    CHECK(absl::IsAlreadyExists(store->Create(New())));
    CHECK(store->Get("p")->proposal == "{}");
    CHECK(store->Get("p")->create_time == kNow);
  }
  SECTION("moves are added once, and the plan goes on with them") {
    REQUIRE(store->Create(New()).ok());
    REQUIRE(store->Add(New(), Moves(0, 3), PlanState::kPreviewing, "0/t").ok());
    CHECK(store->Get("p")->cursor == "0/t");
    // Who still stands at the beginning has been overtaken.
    CHECK(ReasonOf(store->Add(New(), Moves(3, 5), PlanState::kPreviewing, "x")) == "PLAN_STATE");
    KeptPlan next = New();
    next.cursor = "0/t";
    std::vector<PlannedMove> again = Moves(2, 4);
    again[0].note = "other";
    REQUIRE(store->Add(next, again, PlanState::kPreviewed, "").ok());
    const auto moves = on.Another()->List("p", {}, "", 10).value();
    REQUIRE(moves.size() == 4);
    CHECK(moves[2].note.empty());
    CHECK(moves[0].dossier_code == "D100");
    CHECK(moves[0].from == kFrom);
    CHECK(moves[0].to == kTo);
    CHECK(moves[0].due_before == kNow);
    CHECK(moves[0].due_after == kNow + absl::Hours(8));
    CHECK(store->List("p", {}, "D101", 1)->at(0).dossier_code == "D102");
    CHECK(store->List("p", {MoveState::kMoved}, "", 10)->empty());
    CHECK(store->Get("p")->state == PlanState::kPreviewed);
  }
  SECTION("a move without due times and without a taker") {
    REQUIRE(store->Create(New()).ok());
    PlannedMove move = MoveOf("D");
    move.to = {};
    move.state = MoveState::kUnresolved;
    move.due_before.reset();
    move.due_after.reset();
    move.note = "UNIT_SPLIT: a";
    REQUIRE(store->Add(New(), {move}, PlanState::kPreviewed, "").ok());
    const PlannedMove kept = store->List("p", {MoveState::kUnresolved}, "", 1)->at(0);
    CHECK(kept.to == Agency());
    CHECK_FALSE(kept.due_before.has_value());
    CHECK_FALSE(kept.due_after.has_value());
    CHECK(kept.note == "UNIT_SPLIT: a");
  }
  SECTION("what is taken is sent, until it is settled") {
    BeginApplying(*store);
    CHECK(store->Take("p", 4)->size() == 4);
    CHECK((*store->Count("p"))[MoveState::kSent] == 4);
    // Nobody knows what became of it: it is taken again.
    CHECK(store->Take("p", 4)->at(0).dossier_code == "D100");
    REQUIRE(store
                ->Settle("p", {{"D100", MoveState::kSent, MoveState::kMoved, ""},
                               {"D101", MoveState::kSent, MoveState::kSkipped, "ENDED"},
                               {"D109", MoveState::kSent, MoveState::kMoved, ""}})
                .ok());
    auto counts = store->Count("p").value();
    CHECK(counts[MoveState::kMoved] == 1);
    CHECK(counts[MoveState::kSkipped] == 1);
    CHECK(counts[MoveState::kSent] == 2);
    CHECK(counts[MoveState::kPlanned] == 6);
    CHECK(store->List("p", {MoveState::kSkipped}, "", 1)->at(0).note == "ENDED");
    CHECK(store->Take("p", 100)->at(0).dossier_code == "D102");
    CHECK(store->Take("p", 100)->size() == 8);
    CHECK(store->Settle("p", {}).ok());
  }
  SECTION("a plan that is being undone gives nothing away any more") {
    BeginApplying(*store);
    REQUIRE(store->Enter("p", {PlanState::kApplying}, PlanState::kUndoing).ok());
    CHECK(ReasonOf(store->Take("p", 1).status()) == "PLAN_STATE");
    CHECK(ReasonOf(store->Enter("p", {PlanState::kApplying}, PlanState::kApplied)) == "PLAN_STATE");
    CHECK((*store->Count("p"))[MoveState::kSent] == 0);
  }
  SECTION("replicas that take and undo at the same time agree") {
    BeginApplying(*store);
    std::atomic<int> taken = 0;
    std::atomic<int> entered = 0;
    {
      std::vector<std::jthread> threads;
      for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
          const std::unique_ptr<PlanStore> own = on.Another();
          const auto moves = own->Take("p", 3);
          if (moves.ok()) taken += static_cast<int>(moves->size());
        });
        threads.emplace_back([&] {
          const std::unique_ptr<PlanStore> own = on.Another();
          if (own->Enter("p", {PlanState::kApplying}, PlanState::kUndoing).ok()) ++entered;
        });
      }
    }
    CHECK(entered == 1);
    // All that was given away is known to be sent.
    CHECK((*store->Count("p"))[MoveState::kSent] == (taken > 0 ? 3 : 0));
  }
}

}  // namespace motcua::routing
