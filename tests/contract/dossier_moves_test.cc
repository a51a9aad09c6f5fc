#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "catch2/catch.hpp"
#include "services/intake/domain/move.h"
#include "services/intake/store/group_run.h"
#include "tests/contract/dossier_commands.h"
#include "tests/contract/dossier_stores.h"

// What lies on the desk of which authority, and how it goes from one to another.
namespace motcua::intake {
namespace {

const Agency kWard = {"H26.020", "Ủy ban nhân dân phường Đống Đa", "00235", "01", true};
const Agency kCity = {"H26", "Ủy ban nhân dân thành phố Hà Nội", "01", "01", true};

Move To(const Agency& to, const Agency& from) {
  return {from.code, to, kNow + absl::Hours(48), "1/NQ-HĐND", "Chuyển thẩm quyền."};
}

Change ChangeOf(const std::string& plan, const std::string& code, const Move& move) {
  Change change;
  change.key = {"PLAN/" + plan, code, move.to.code};
  change.code = code;
  change.kind = Event::Kind::kMoved;
  change.decide = [move](Dossier dossier) { return MoveTo(std::move(dossier), move); };
  change.answer = [](const Dossier&) { return std::string(); };
  change.note = move.reason;
  change.basis = move.basis;
  change.time = kNow + absl::Hours(1);
  return change;
}

std::string File(DossierStore& store, const std::string& key, const Agency& at = kWard) {
  Dossier dossier = Draft(at.province_code, at.code);
  dossier.competent = at;
  return Do(store, FilingOf(key, std::move(dossier)))->answer;
}

std::vector<std::string> OnDesk(DossierStore& store, const Agency& agency) {
  std::vector<std::string> codes;
  const std::vector<Dossier> dossiers = store.InFlight(agency.code, "", "", 1000).value();
  for (const Dossier& dossier : dossiers) {
    codes.push_back(dossier.code);
  }
  return codes;
}

}  // namespace

TEMPLATE_TEST_CASE("every dossier lies on the desk of who decides it, until it ends",
                   "[contract][intake]", OnSqlite, OnPostgres) {
  TestType on;
  DossierStore& store = on.store();
  const std::string first = File(store, "k1");
  const std::string second = File(store, "k2");
  const std::string other = File(store, "k3", kCity);
  CHECK(OnDesk(store, kWard) == std::vector<std::string>{first, second});
  CHECK(OnDesk(store, kCity) == std::vector<std::string>{other});

  SECTION("a page goes on after the last one") {
    CHECK(store.InFlight(kWard.code, "", "", 1)->at(0).code == first);
    CHECK(store.InFlight(kWard.code, "01", first, 10)->at(0).code == second);
    CHECK(store.InFlight(kWard.code, "01", second, 10)->empty());
    CHECK(store.InFlight(kWard.code, "02", "", 10)->empty());
  }
  SECTION("what ends leaves it") {
    REQUIRE(Do(store, Pushed(1, second, DossierStatus::kReceived))->answer == "applied");
    CHECK(OnDesk(store, kWard).size() == 2);
    REQUIRE(Do(store, Pushed(2, first, DossierStatus::kRefused))->answer == "applied");
    CHECK(OnDesk(store, kWard) == std::vector<std::string>{second});
    // Nothing of it is left to move.
    CHECK(absl::IsFailedPrecondition(Do(store, ChangeOf("p", first, To(kCity, kWard))).status()));
  }
  SECTION("what moves lies on the other's, and its history says so") {
    const Move move = To(kCity, kWard);
    REQUIRE_FALSE(Do(store, ChangeOf("p", first, move))->repeated);
    CHECK(OnDesk(store, kWard) == std::vector<std::string>{second});
    CHECK(OnDesk(store, kCity).size() == 2);
    const Dossier moved = store.Get(first).value();
    CHECK(moved.code == first);
    CHECK(moved.competent == kCity);
    CHECK(moved.receiving.code == kWard.code);
    CHECK(moved.due_time == move.due_time);
    CHECK(moved.papers.size() == 2);
    CHECK(moved.update_time == kNow);

    const Event event = store.EventsOf(moved, 0, 10)->back();
    CHECK(event.kind == Event::Kind::kMoved);
    CHECK(event.note == "Chuyển thẩm quyền.");
    CHECK(event.time == kNow + absl::Hours(1));
    REQUIRE(event.handover.has_value());
    CHECK(event.handover->from == kWard);
    CHECK(event.handover->to == kCity);
    CHECK(event.handover->basis == "1/NQ-HĐND");
    CHECK(event.handover->due_before == kNow + absl::Hours(5));
    CHECK(event.handover->due_after == kNow + absl::Hours(48));
    CHECK_FALSE(store.EventsOf(moved, 0, 10)->front().handover.has_value());

    SECTION("once by one plan") {
      CHECK(Do(store, ChangeOf("p", first, move))->repeated);
      CHECK(store.EventsOf(moved, 0, 10)->size() == 2);
      // Another plan finds it elsewhere.
      CHECK(absl::IsFailedPrecondition(Do(store, ChangeOf("q", first, move)).status()));
    }
    SECTION("and back by another plan") {
      REQUIRE_FALSE(Do(store, ChangeOf("undo.p", first, To(kWard, kCity)))->repeated);
      CHECK(OnDesk(store, kWard) == std::vector<std::string>{first, second});
      CHECK(store.EventsOf(moved, 0, 10)->size() == 3);
      // The first plan, heard late, does not move it again.
      CHECK(Do(store, ChangeOf("p", first, move))->repeated);
      CHECK(OnDesk(store, kWard) == std::vector<std::string>{first, second});
    }
  }
}

TEMPLATE_TEST_CASE("another province hears of what comes to it and goes from it",
                   "[contract][intake]", OnSqlite, OnPostgres) {
  TestType on;
  DossierStore& store = on.store();
  const Agency elsewhere = {"H05", "Ủy ban nhân dân tỉnh Bắc Ninh", "24", "24", true};
  const Agency further = {"H38", "Ủy ban nhân dân tỉnh Lào Cai", "15", "15", true};
  const std::string code = File(store, "k");
  REQUIRE(Do(store, ChangeOf("p", code, To(elsewhere, kWard))).ok());
  // Its new province takes the next step, and no third one may.
  CHECK(Do(store, Pushed(1, code, DossierStatus::kReceived, "15"))->answer == "refused");
  REQUIRE(Do(store, Pushed(1, code, DossierStatus::kReceived, "24"))->answer == "applied");
  REQUIRE(Do(store, ChangeOf("q", code, To(further, elsewhere))).ok());

  const auto kinds = [&store](const std::string& province) {
    std::vector<Event::Kind> kinds;
    int64_t sequence = 0;
    const std::vector<EventWithDossier> entries = store.EventsIn(province, 0, 10).value();
    for (const EventWithDossier& entry : entries) {
      CHECK(entry.event.sequence == ++sequence);
      CHECK(entry.event.home == "01");
      CHECK(entry.event.is_mirror() == (province != "01"));
      CHECK(entry.dossier.competent.code == "H38");
      kinds.push_back(entry.event.kind);
    }
    return kinds;
  };
  using Kind = Event::Kind;
  using Kinds = std::vector<Kind>;
  CHECK(kinds("01") == Kinds{Kind::kFiled, Kind::kMoved, Kind::kStatusChanged, Kind::kMoved});
  CHECK(kinds("24") == Kinds{Kind::kMoved, Kind::kStatusChanged, Kind::kMoved});
  CHECK(kinds("15") == Kinds{Kind::kMoved});
  // Its history has each once.
  CHECK(store.EventsOf(store.Get(code).value(), 0, 10)->size() == 4);
}

TEST_CASE("what goes there and back in one group has never been away", "[contract][intake]") {
  Dossier dossier = Draft("01", kWard.code);
  dossier.code = "D";
  dossier.competent = kWard;
  Seen seen;
  seen.dossiers["D"] = dossier;
  GroupRun run(seen);
  std::vector<absl::StatusOr<Outcome>> results;
  run.Run({{ChangeOf("p", "D", To(kCity, kWard)), ChangeOf("q", "D", To(kWard, kCity))}}, results);
  REQUIRE(results.at(0).ok());
  REQUIRE(results.at(1).ok());
  CHECK(run.writes().desks.empty());
  CHECK(run.writes().events.size() == 2);

  run.Run({{ChangeOf("r", "D", To(kCity, kWard))}}, results);
  CHECK(run.writes().desks == std::map<DeskEntry, bool>{{{kWard.code, "01", "D"}, false},
                                                        {{kCity.code, "01", "D"}, true}});
}

TEMPLATE_TEST_CASE("of many that move the same dossiers each is moved once", "[contract][intake]",
                   OnSqlite, OnPostgres) {
  TestType on;
  DossierStore& store = on.store();
  std::vector<std::string> codes;
  for (int i = 0; i < 20; ++i) codes.push_back(File(store, "k" + std::to_string(i)));
  std::atomic<int> moved = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 16; ++t) {
    threads.emplace_back([&] {
      for (const std::string& code : codes) {
        const auto outcome = Do(store, ChangeOf("p", code, To(kCity, kWard)));
        if (outcome.ok() && !outcome->repeated) ++moved;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(moved == 20);
  CHECK(OnDesk(store, kWard).empty());
  CHECK(OnDesk(store, kCity) == codes);
  for (const std::string& code : codes) {
    CHECK(store.EventsOf(store.Get(code).value(), 0, 10)->size() == 2);
  }
}

}  // namespace motcua::intake
