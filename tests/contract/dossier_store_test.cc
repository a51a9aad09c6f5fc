#include "services/intake/store/dossier_store.h"

#include <future>
#include <map>
#include <mutex>
#include <set>
#include <sstream>

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "libs/base/text.h"
#include "services/intake/domain/rating.h"
#include "services/intake/store/postgres_store.h"
#include "services/intake/store/sqlite_store.h"
#include "tests/contract/dossier_commands.h"
#include "tests/support/eventually.h"
#include "tests/support/fake_clock.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temp_dir.h"

namespace motcua::intake {
namespace {

// A store and what it told of. Opens again after Close.
class OnStore {
 public:
  test::FakeClock clock{kNow};
  obs::Metrics metrics;
  std::unique_ptr<DossierStore> store;

  virtual ~OnStore() = default;
  void Open() { store = Another(); }
  void Close() { store.reset(); }
  // How often it told of the dossier.
  int Heard(const std::string& code) {
    const std::lock_guard lock(mutex_);
    return heard_[code];
  }

 protected:
  DossierStore::OnNews OnNews() {
    return [this](std::span<const News> news, NewsFrom) {
      const std::lock_guard lock(mutex_);
      for (const News& one : news) ++heard_[one.dossier_code];
    };
  }

 private:
  virtual std::unique_ptr<DossierStore> Another() = 0;
  std::mutex mutex_;
  std::map<std::string, int> heard_;
};

class OnSqlite final : public OnStore {
 public:
  OnSqlite() { Open(); }
  ~OnSqlite() override { Close(); }

 private:
  std::unique_ptr<DossierStore> Another() override {
    return OpenSqliteStore({folder_ / "intake.db"}, clock, metrics, OnNews()).value();
  }
  test::TempDir folder_;
};

class OnPostgres final : public OnStore {
 public:
  OnPostgres() { Open(); }
  ~OnPostgres() override { Close(); }
  // Tables that have been read through as a whole, and how often. Reads are counted when their
  // connection ends.
  std::map<std::string, int64_t> ReadThrough() {
    std::map<std::string, int64_t> tables;
    std::istringstream rows(test::PostgresDatabase::Server().Query(
        database_.name,
        "SELECT string_agg(relname || ' ' || seq_scan, E'\\n') FROM pg_stat_user_tables"));
    std::string table;
    while (rows >> table) rows >> tables[table];
    return tables;
  }
  // Rows of the table that were read, by its indexes.
  int64_t RowsRead(const std::string& table) {
    return std::stoll(test::PostgresDatabase::Server().Query(
        database_.name,
        "SELECT coalesce(sum(idx_tup_read), 0) FROM pg_stat_user_indexes WHERE relname = '" +
            table + "'"));
  }
  // Closes, and waits until the server has ended all connections: now they are counted.
  void CloseAll() {
    Close();
    REQUIRE(test::Eventually([&] {
      return test::PostgresDatabase::Server().Query(
                 database_.name,
                 "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                 " AND pid <> pg_backend_pid()") == "0";
    }));
  }
  // The number of the next transaction that writes; this one is such, too.
  int64_t Transactions() {
    return std::stoll(
        test::PostgresDatabase::Server().Query(database_.name, "SELECT pg_current_xact_id()"));
  }

 private:
  std::unique_ptr<DossierStore> Another() override {
    return OpenPostgresStore({.conninfo = database_.conninfo, .look_every = absl::Milliseconds(10)},
                             clock, metrics, OnNews())
        .value();
  }
  test::PostgresDatabase database_;
};

std::string ReasonOf(const absl::Status& status) {
  const auto problem = base::ProblemOf(status);
  return problem ? problem->reason : "";
}

}  // namespace

TEMPLATE_TEST_CASE("every dossier store keeps its contract", "[contract][intake]", OnSqlite,
                   OnPostgres) {
  TestType on;
  DossierStore& store = *on.store;

  SECTION("what was filed can be read back, whole, at once and after a restart") {
    const auto filed = Do(store, FilingOf("k1", Draft()));
    REQUIRE(filed.ok());
    CHECK(filed->answer == "H26.021.00-251122-0001");
    Dossier expected = Draft();
    expected.code = filed->answer;
    CHECK(*store.Get(filed->answer) == expected);
    on.Close();
    on.Open();
    CHECK(*on.store->Get(filed->answer) == expected);
  }

  SECTION("codes count by agency and day") {
    CHECK(Do(store, FilingOf("k1", Draft()))->answer == "H26.021.00-251122-0001");
    CHECK(Do(store, FilingOf("k2", Draft()))->answer == "H26.021.00-251122-0002");
    CHECK(Do(store, FilingOf("k3", Draft("01", "H26.022")))->answer == "H26.022.00-251122-0001");
    Dossier tomorrow = Draft();
    tomorrow.create_time = kNow + absl::Hours(24);
    CHECK(Do(store, FilingOf("k4", tomorrow))->answer == "H26.021.00-251123-0001");
  }

  SECTION("a key used again gives the first answer, and with another body none") {
    const std::string first = Do(store, FilingOf("k1", Draft()))->answer;
    const auto again = Do(store, FilingOf("k1", Draft()));
    CHECK(again->answer == first);
    CHECK(again->repeated);
    CHECK(ReasonOf(Do(store, FilingOf("k1", Draft(), "other")).status()) ==
          "IDEMPOTENCY_KEY_REUSED");
    CHECK(**store.FindAnswer({"CITIZEN/an", "k1", "body"}) == first);
    CHECK_FALSE(*store.FindAnswer({"CITIZEN/binh", "k1", "body"}));
    CHECK(store.LastSequences()->at(0).second == 1);
  }

  SECTION("of one filing sent many times at once, one dossier is kept and all hear of it") {
    std::vector<std::future<absl::StatusOr<Outcome>>> answers;
    for (int i = 0; i < 32; ++i) {
      answers.push_back(std::async(std::launch::async,
                                   [&store] { return Do(store, FilingOf("twin", Draft())); }));
    }
    std::set<std::string> codes;
    for (auto& answer : answers) codes.insert(answer.get()->answer);
    CHECK(codes.size() == 1);
  }

  SECTION("sequences are free of gaps in each province, and every dossier's news are told") {
    for (int i = 0; i < 5; ++i) {
      REQUIRE(Do(store, FilingOf("h" + std::to_string(i), Draft())).ok());
      REQUIRE(Do(store, FilingOf("s" + std::to_string(i), Draft("79", "H29.001"))).ok());
      REQUIRE_FALSE(Do(store, FilingOf("h0", Draft(), "other")).ok());
    }
    for (const char* province : {"01", "79"}) {
      const auto events = store.EventsIn(province, 0, 100);
      REQUIRE(events->size() == 5);
      for (size_t i = 0; i < 5; ++i) {
        CHECK((*events)[i].event.sequence == static_cast<int64_t>(i + 1));
        CHECK((*events)[i].dossier.papers.size() == 2);
      }
      CHECK(store.EventsIn(province, 3, 100)->size() == 2);
    }
    for (const char* const agency : {"H26.021", "H29.001"}) {
      for (int number = 1; number <= 5; ++number) {
        CHECK(on.Heard(base::Cat(agency, ".00-251122-000", number)) > 0);
      }
    }
  }

  SECTION("a pushed step is applied once, however often it comes") {
    const std::string code = Do(store, FilingOf("k1", Draft()))->answer;
    const auto first = Do(store, Pushed(1, code, DossierStatus::kReceived));
    CHECK(first->answer == "applied");
    CHECK_FALSE(first->repeated);
    const auto again = Do(store, Pushed(1, code, DossierStatus::kReceived));
    CHECK(again->answer == "applied");
    CHECK(again->repeated);
    CHECK(store.Get(code)->version == 2);
    CHECK(store.GetStanding("01")->pushed_sequence == 1);
  }

  SECTION("steps that come together are kept in their order") {
    const std::string code = Do(*on.store, FilingOf("k", Draft()))->answer;
    const std::vector<DossierStatus> steps = {
        DossierStatus::kReceived, DossierStatus::kInProcessing, DossierStatus::kProcessed,
        DossierStatus::kResultReturned};
    std::vector<std::future<absl::StatusOr<Outcome>>> answers;
    for (size_t i = 0; i < steps.size(); ++i) {
      answers.push_back(Begin(*on.store, Pushed(static_cast<int64_t>(i) + 1, code, steps[i])));
    }
    for (auto& answer : answers) CHECK(answer.get()->answer == "applied");
    const auto events = on.store->EventsIn("01", 1, 10).value();
    REQUIRE(events.size() == steps.size());
    for (size_t i = 0; i < steps.size(); ++i) {
      CHECK(events[i].event.sequence == static_cast<int64_t>(i) + 2);
      CHECK(events[i].event.status == steps[i]);
    }
  }
  SECTION("a step that may not follow is refused for good, and counted") {
    const std::string code = Do(store, FilingOf("k1", Draft()))->answer;
    CHECK(Do(store, Pushed(1, code, DossierStatus::kResultReturned))->answer == "refused");
    CHECK(Do(store, Pushed(2, "H26.021.00-251122-9999", DossierStatus::kReceived))->answer ==
          "refused");
    CHECK(store.Get(code)->status == DossierStatus::kNewlyRegistered);
    const auto standing = store.GetStanding("01");
    CHECK(standing->refused_count == 2);
    CHECK(standing->pushed_sequence == 2);
    CHECK(standing->last_sequence == 1);
  }

  SECTION("a step ahead of its turn is sent back and leaves nothing") {
    const std::string code = Do(store, FilingOf("k1", Draft()))->answer;
    CHECK(absl::IsAborted(Do(store, Pushed(2, code, DossierStatus::kReceived)).status()));
    CHECK(store.GetStanding("01")->pushed_sequence == 0);
    CHECK(Do(store, Pushed(1, code, DossierStatus::kReceived))->answer == "applied");
    CHECK(Do(store, Pushed(2, code, DossierStatus::kInProcessing))->answer == "applied");
  }

  SECTION("a change that the domain refuses leaves nothing behind") {
    const std::string code = Do(store, FilingOf("k1", Draft()))->answer;
    Change change;
    change.key = {"CITIZEN/an", "r1", "body"};
    change.code = code;
    change.kind = Event::Kind::kRated;
    change.decide = [](Dossier dossier) { return Rate(std::move(dossier), 5, "", kNow); };
    change.answer = [](const Dossier& dossier) { return std::to_string(dossier.rating->score); };
    CHECK(ReasonOf(Do(store, change).status()) == "NOT_YET_RETURNED");
    CHECK_FALSE(*store.FindAnswer(change.key));
    int64_t sequence = 0;
    for (const auto status : {DossierStatus::kReceived, DossierStatus::kInProcessing,
                              DossierStatus::kProcessed, DossierStatus::kResultReturned}) {
      REQUIRE(Do(store, Pushed(++sequence, code, status))->answer == "applied");
    }
    CHECK(Do(store, change)->answer == "5");
    const auto events = store.EventsOf(*store.Get(code), 0, 100);
    REQUIRE(events->size() == 6);
    CHECK(events->back().rating_score == 5);
    CHECK(store.Get(code)->rating->score == 5);
  }

  SECTION("a paper opens to the token of a dossier that contains it") {
    PaperUpload upload;
    upload.key = {"CITIZEN/an", "p1", "body"};
    upload.paper = {"P1", "application/pdf", 10, "sha", "CITIZEN/an", kNow};
    upload.answer = [](const Paper& paper) { return paper.id; };
    REQUIRE(Do(store, upload)->answer == "P1");
    CHECK(*store.GetPaper("P1") == upload.paper);
    CHECK(absl::IsNotFound(store.GetPaper("P9").status()));
    CHECK_FALSE(*store.PaperOpensWith("P1", "hash"));
    REQUIRE(Do(store, FilingOf("k1", Draft())).ok());
    CHECK(*store.PaperOpensWith("P1", "hash"));
    CHECK_FALSE(*store.PaperOpensWith("P1", "other"));
  }

  SECTION("several dossiers are read at once, as far as there are") {
    const std::string first = Do(store, FilingOf("k1", Draft()))->answer;
    const std::string second = Do(store, FilingOf("k2", Draft()))->answer;
    const auto found = store.GetMany({second, "H26.021.00-251122-9999", first, first});
    REQUIRE(found->size() == 2);
    CHECK(found->at(first).code == first);
    CHECK(found->at(second).owner == "CITIZEN/an");
    CHECK(store.GetMany({})->empty());
  }

  SECTION("a dossier that is not there is not found") {
    CHECK(ReasonOf(store.Get("H26.021.00-251122-0001").status()) == "DOSSIER_NOT_FOUND");
  }
}

TEST_CASE("what queues while a transaction is under way shares the next one",
          "[contract][intake]") {
  OnPostgres on;
  constexpr int kFilings = 64;
  const int64_t before = on.Transactions();
  std::vector<std::future<absl::StatusOr<Outcome>>> answers;
  for (int i = 0; i < kFilings; ++i) {
    answers.push_back(Begin(*on.store, FilingOf(base::Cat(i), Draft())));
  }
  for (auto& answer : answers) REQUIRE(answer.get().ok());
  CHECK(on.Transactions() - before < kFilings / 2);
}

TEST_CASE("no table is read through, also while the server knows nothing of it",
          "[contract][intake]") {
  OnPostgres on;
  on.CloseAll();
  const auto before = on.ReadThrough();
  REQUIRE(before.contains("request_keys"));
  on.Open();
  std::vector<std::future<absl::StatusOr<Outcome>>> answers;
  for (int i = 0; i < 300; ++i) {
    answers.push_back(Begin(*on.store, FilingOf(base::Cat(i), Draft())));
  }
  const std::string code = answers.front().get()->answer;
  for (size_t i = 1; i < answers.size(); ++i) REQUIRE(answers[i].get().ok());
  REQUIRE(Do(*on.store, Pushed(1, code, DossierStatus::kReceived)).ok());
  REQUIRE(Do(*on.store, PullMark{"01", 3}).ok());
  const Dossier dossier = on.store->Get(code).value();
  REQUIRE(on.store->GetMany({code}).ok());
  REQUIRE(on.store->EventsOf(dossier, 0, 10).ok());
  REQUIRE(on.store->EventsIn("01", 0, 10).ok());
  REQUIRE(on.store->FindAnswer({"CITIZEN/an", "0", "body"}).ok());
  REQUIRE(on.store->PaperOpensWith("P1", "hash").ok());
  REQUIRE(on.store->GetStanding("01").ok());
  REQUIRE(on.store->LastSequences().ok());
  on.CloseAll();
  CHECK(on.ReadThrough() == before);
}

TEST_CASE("events are read with their own dossiers, also while the server knows nothing of them",
          "[contract][intake]") {
  OnPostgres on;
  const auto file = [&](int from, int to) {
    std::vector<std::future<absl::StatusOr<Outcome>>> answers;
    for (int i = from; i < to; ++i) {
      answers.push_back(Begin(*on.store, FilingOf(base::Cat(i), Draft())));
    }
    for (auto& answer : answers) REQUIRE(answer.get().ok());
  };
  // What a connection has asked a few times it asks in the same way ever after.
  file(0, 5);
  for (int i = 0; i < 10; ++i) REQUIRE(on.store->EventsIn("01", 0, 10).ok());
  file(5, 2000);
  constexpr int kTimes = 10;
  for (int i = 0; i < kTimes; ++i) REQUIRE(on.store->EventsIn("01", 1900, 10)->size() == 10);
  on.CloseAll();
  CHECK(on.RowsRead("dossiers") < 2000);
}

}  // namespace motcua::intake
