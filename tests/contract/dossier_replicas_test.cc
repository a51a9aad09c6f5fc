// Several intakes on one PostgreSQL, as in production.
#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "services/intake/store/postgres_store.h"
#include "tests/contract/dossier_commands.h"
#include "tests/support/eventually.h"
#include "tests/support/fake_clock.h"
#include "tests/support/postgres_server.h"
#include "tests/support/sample.h"

namespace motcua::intake {
namespace {

constexpr int kReplicas = 3;

// Replicas of intake's store on one database.
struct Replicas {
  explicit Replicas(const std::string& conninfo) {
    for (int i = 0; i < kReplicas; ++i) {
      const auto hear = [this, i](std::span<const News> news, NewsFrom) {
        const std::lock_guard lock(mutex);
        for (const News& one : news) heard[i].insert(one.dossier_code);
      };
      stores.push_back(
          OpenPostgresStore({.conninfo = conninfo, .look_every = absl::Milliseconds(50)}, clock,
                            metrics, hear)
              .value());
    }
  }
  ~Replicas() { stores.clear(); }

  // Runs `work(store, thread)` on so many threads for each replica.
  template <typename Work>
  void Everywhere(int threads_each, Work work) {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kReplicas * threads_each; ++i) {
      threads.emplace_back([this, &work, i] { work(*stores[i % kReplicas], i); });
    }
  }
  bool Heard(int replica, const std::string& code) {
    const std::lock_guard lock(mutex);
    return heard[replica].contains(code);
  }

  test::FakeClock clock{kNow};
  obs::Metrics metrics;
  std::mutex mutex;
  std::map<int, std::set<std::string>> heard;
  std::vector<std::unique_ptr<DossierStore>> stores;
};

const std::vector<std::pair<std::string, std::string>> kAgencies = {
    {"01", "H26.021"}, {"01", "H26.022"}, {"79", "H29.001"}, {"48", "H17.001"}, {"01", "H26"}};

// The sequences of every province, and how many events there are; -1 when one is missing.
int64_t CountWithoutGaps(DossierStore& store) {
  int64_t count = 0;
  const Cursors cursors = store.LastSequences().value();
  for (const auto& [province, last] : cursors) {
    int64_t next = 1;
    while (true) {
      const auto events = store.EventsIn(province, next - 1, 500).value();
      if (events.empty()) break;
      for (const EventWithDossier& entry : events) {
        if (entry.event.sequence != next++) return -1;
      }
    }
    if (next - 1 != last) return -1;
    count += last;
  }
  return count;
}

}  // namespace

TEST_CASE("replicas that file at once issue no code twice and leave no gap", "[contract][intake]") {
  const test::PostgresDatabase database;
  Replicas on(database.conninfo);
  std::mutex mutex;
  std::multiset<std::string> codes;
  constexpr int kEach = 40;
  on.Everywhere(4, [&](DossierStore& store, int thread) {
    for (int i = 0; i < kEach; ++i) {
      const auto& [province, agency] = kAgencies[(thread + i) % kAgencies.size()];
      const auto filed = Do(store, FilingOf(base::Cat(thread, "/", i), Draft(province, agency)));
      const std::lock_guard lock(mutex);
      codes.insert(filed.ok() ? filed->answer : "");
    }
  });
  constexpr int kAll = kReplicas * 4 * kEach;
  CHECK(codes.count("") == 0);
  CHECK(std::set<std::string>(codes.begin(), codes.end()).size() == kAll);
  CHECK(CountWithoutGaps(*on.stores[0]) == kAll);
  // Codes of an agency and day count without gaps too.
  std::map<std::string, int> counts;
  for (const std::string& code : codes) ++counts[code.substr(0, code.rfind('-'))];
  for (const auto& [prefix, count] : counts) {
    for (int i = 1; i <= count; ++i) {
      const std::string number = std::to_string(10'000 + i).substr(1);
      CHECK(codes.count(base::Cat(prefix, "-", number)) == 1);
    }
  }
}

TEST_CASE("of one filing sent to all replicas many times, one dossier is kept and all hear of it",
          "[contract][intake]") {
  const test::PostgresDatabase database;
  Replicas on(database.conninfo);
  std::mutex mutex;
  std::set<std::string> answers;
  on.Everywhere(20, [&](DossierStore& store, int) {
    for (int i = 0; i < 5; ++i) {
      const auto filed = Do(store, FilingOf(base::Cat("twin", i), Draft()));
      const std::lock_guard lock(mutex);
      answers.insert(filed.ok() ? base::Cat(i, filed->answer) : filed.status().ToString());
    }
  });
  CHECK(answers.size() == 5);
  CHECK(CountWithoutGaps(*on.stores[0]) == 5);
  for (int i = 0; i < kReplicas; ++i) {
    for (int number = 1; number <= 5; ++number) {
      const std::string code = base::Cat("H26.021.00-251122-000", number);
      CHECK(test::Eventually([&] { return on.Heard(i, code); }));
    }
  }
}

TEST_CASE("steps of a province are applied once and in turn, whichever replica they come to",
          "[contract][intake]") {
  const test::PostgresDatabase database;
  Replicas on(database.conninfo);
  const std::string code = Do(*on.stores[0], FilingOf("k", Draft()))->answer;
  const std::vector<DossierStatus> steps = {DossierStatus::kReceived, DossierStatus::kInProcessing,
                                            DossierStatus::kProcessed,
                                            DossierStatus::kResultReturned};
  std::atomic<int> applied = 0;
  std::atomic<int> wrong = 0;
  on.Everywhere(3, [&](DossierStore& store, int) {
    for (size_t i = 0; i < steps.size();) {
      const auto result = Do(store, Pushed(static_cast<int64_t>(i) + 1, code, steps[i]));
      if (absl::IsAborted(result.status())) continue;  // Not its turn yet.
      if (!result.ok() || result->answer != "applied") {
        ++wrong;
      } else if (!result->repeated) {
        ++applied;
      }
      ++i;
    }
  });
  CHECK(wrong == 0);
  CHECK(applied == static_cast<int>(steps.size()));
  CHECK(on.stores[1]->Get(code)->version == static_cast<int64_t>(steps.size()) + 1);
  CHECK(on.stores[2]->GetStanding("01")->refused_count == 0);
  CHECK(CountWithoutGaps(*on.stores[0]) == static_cast<int64_t>(steps.size()) + 1);
}

TEST_CASE("a command that the database cannot take does not fail those in its group",
          "[contract][intake]") {
  const test::PostgresDatabase database;
  Replicas on(database.conninfo);
  constexpr size_t kWrong = 13;
  constexpr size_t kFilings = 30;
  std::vector<std::future<absl::StatusOr<Outcome>>> answers;
  for (size_t i = 0; i < kFilings; ++i) {
    Dossier draft = Draft();
    if (i == kWrong) draft.applicant.name.push_back('\0');
    answers.push_back(Begin(*on.stores[0], FilingOf(base::Cat(i), draft)));
  }
  for (size_t i = 0; i < kFilings; ++i) {
    const absl::Status status = answers[i].get().status();
    CHECK(status.code() ==
          (i == kWrong ? absl::StatusCode::kInvalidArgument : absl::StatusCode::kOk));
  }
  CHECK(CountWithoutGaps(*on.stores[0]) == static_cast<int64_t>(kFilings) - 1);
  // They did share a group.
  const double groups =
      test::Sample(on.metrics.Text(), R"(motcua_commit_group_size_count{store="intake"})");
  CHECK(groups >= 1);
  CHECK(groups < kFilings);
}

TEST_CASE("what one replica keeps the others can read at once and hear of soon",
          "[contract][intake]") {
  const test::PostgresDatabase database;
  Replicas on(database.conninfo);
  const std::string code = Do(*on.stores[0], FilingOf("k", Draft()))->answer;
  for (int i = 0; i < kReplicas; ++i) {
    CHECK(on.stores[static_cast<size_t>(i)]->Get(code).ok());
    CHECK(test::Eventually([&] { return on.Heard(i, code); }));
  }
}

TEST_CASE("more events than are read at once are all told of", "[contract][intake]") {
  const test::PostgresDatabase database;
  Replicas on(database.conninfo);
  constexpr int kMany = 2500;
  test::PostgresDatabase::Server().Query(
      database.name,
      base::Cat("BEGIN; INSERT INTO sequences(province_code, last) VALUES('31', ", kMany,
                "); INSERT INTO events(province_code, sequence, dossier_code, kind, status,"
                " time_us, note, rating_score, handover, home, act, actor, ground, form, missing)"
                " SELECT '31', i, 'D' || i, 1, 1, 1, '', 0, '', '31', 0, '', '', 0, ''"
                " FROM generate_series(1, ",
                kMany, ") AS i; COMMIT"));
  CHECK(test::Eventually([&] {
    for (int i = 1; i <= kMany; ++i) {
      if (!on.Heard(0, base::Cat("D", i))) return false;
    }
    return true;
  }));
}

TEST_CASE("a database that goes down in the middle loses nothing that was acknowledged",
          "[contract][intake]") {
  test::PostgresServer server;
  Replicas on(server.Database());
  std::mutex mutex;
  std::map<std::string, std::string> acknowledged;  // Key to code.
  std::atomic<bool> down = false;
  std::atomic<int> refused = 0;
  std::jthread everywhere([&] {
    on.Everywhere(4, [&](DossierStore& store, int thread) {
      for (int i = 0; !down || i < 10; ++i) {
        const std::string key = base::Cat(thread, "/", i);
        absl::StatusOr<Outcome> filed;
        // Whoever got no answer asks again with the same key, also when the last one has come back
        // and is not ready yet.
        (void)test::Eventually(
            [&] {
              filed = Do(store, FilingOf(key, Draft()));
              if (absl::IsUnavailable(filed.status())) ++refused;
              return !absl::IsUnavailable(filed.status());
            },
            std::chrono::seconds(30));
        const std::lock_guard lock(mutex);
        acknowledged[key] = filed.ok() ? filed->answer : filed.status().ToString();
      }
    });
  });
  struct AtTheEnd {
    std::atomic<bool>& flag;
    ~AtTheEnd() { flag = true; }
  } at_the_end{down};
  const auto count = [&] {
    const std::lock_guard lock(mutex);
    return acknowledged.size();
  };
  for (int i = 0; i < 3; ++i) {
    const size_t before = count();
    CHECK(test::Eventually([&] { return count() > before + 50; }));
    server.Kill();
    server.Start();
  }
  down = true;
  everywhere.join();
  std::set<std::string> codes;
  for (const auto& [key, code] : acknowledged) {
    codes.insert(code);
    if (!on.stores[0]->Get(code).ok()) FAIL(code);
  }
  CHECK(refused > 0);
  CHECK(codes.size() == acknowledged.size());
  // Nor has anybody missed what came while he could not look.
  for (int i = 0; i < kReplicas; ++i) {
    CHECK(test::Eventually([&] {
      return std::all_of(codes.begin(), codes.end(),
                         [&](const std::string& code) { return on.Heard(i, code); });
    }));
  }
  CHECK(CountWithoutGaps(*on.stores[0]) == static_cast<int64_t>(acknowledged.size()));
}

}  // namespace motcua::intake
