#include "libs/sql/group_committer.h"

#include <atomic>
#include <map>
#include <set>
#include <string>
#include <thread>

#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "libs/sql/readers.h"
#include "libs/sql/transaction.h"
#include "tests/contract/sql/insert_rows.h"
#include "tests/support/eventually.h"
#include "tests/support/temp_dir.h"

namespace motcua::sql {
namespace {

using test::Row;
using test::Rows;
using Committer = GroupCommitter<Row, int64_t>;

constexpr int kThreads = 16;
constexpr int kRowsEach = 200;

struct Stored {
  test::TempDir dir;
  std::string path = dir / "a.db";
  Rows rows{path};

  // The rows' numbers of each submitter, in the order in which they were written.
  std::map<int, std::vector<int>> Read() {
    const auto db = *Sqlite::Open(path, Sqlite::Mode::kReadOnly);
    Statement query = *db->Prepare("SELECT submitter, number FROM rows ORDER BY position");
    std::map<int, std::vector<int>> read;
    while (query.Step().value()) {
      read[static_cast<int>(query.Int(0))].push_back(static_cast<int>(query.Int(1)));
    }
    return read;
  }
};

// Whether each submitter's numbers only rise.
bool InOrder(const std::map<int, std::vector<int>>& rows) {
  return std::all_of(rows.begin(), rows.end(), [](const auto& of_one) {
    return std::is_sorted(of_one.second.begin(), of_one.second.end());
  });
}

}  // namespace

TEST_CASE("rows of many threads are written in the order of each, in fewer commits than rows",
          "[contract][sql]") {
  Stored on;
  std::atomic<int> told = 0;
  {
    Committer committer({}, on.rows.Commit());
    {
      std::vector<std::jthread> threads;
      for (int thread = 0; thread < kThreads; ++thread) {
        threads.emplace_back([&committer, &told, thread] {
          for (int i = 0; i < kRowsEach; ++i) {
            committer.Submit({thread, i}, [&told](const absl::StatusOr<int64_t>& result) {
              if (result.ok()) ++told;
            });
          }
        });
      }
    }
  }
  const std::map<int, std::vector<int>> read = on.Read();
  CHECK(told == kThreads * kRowsEach);
  CHECK(read.size() == kThreads);
  for (const auto& [thread, numbers] : read) CHECK(numbers.size() == kRowsEach);
  CHECK(InOrder(read));
  CHECK(on.rows.groups() < kThreads * kRowsEach / 4);

  SECTION("and rows out of order would be noticed") {
    CHECK_FALSE(InOrder({{0, {1, 2, 3}}, {1, {1, 3, 2}}}));
  }
}

TEST_CASE("a command that fails does not fail its neighbours and leaves nothing behind",
          "[contract][sql]") {
  Stored on;
  std::atomic<int> refused = 0;
  std::atomic<int> kept = 0;
  {
    Committer committer({}, on.rows.Commit());
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&, thread] {
        for (int i = 0; i < kRowsEach; ++i) {
          // Every third is there already; what comes before the conflict in it must go.
          const int number = i % 3 == 2 ? i - 1 : i;
          committer.Submit({thread, number}, [&](const absl::StatusOr<int64_t>& result) {
            if (result.ok()) ++kept;
            if (absl::IsAlreadyExists(result.status())) ++refused;
          });
        }
      });
    }
  }
  CHECK(refused == kThreads * (kRowsEach / 3));
  CHECK(kept == kThreads * kRowsEach - refused);
  for (const auto& [thread, numbers] : on.Read()) {
    CHECK(static_cast<int>(numbers.size()) == kRowsEach - kRowsEach / 3);
  }
  CHECK(on.rows.Count("attempts") == kept);
}

TEST_CASE("a command that ends the transaction does not fail its neighbours either",
          "[contract][sql]") {
  Stored on;
  constexpr int kLast = 50;
  std::vector<absl::StatusOr<int64_t>> results;
  {
    on.rows.Shut();
    Committer committer({}, on.rows.Commit());
    const auto note = [&results](absl::StatusOr<int64_t> result) {
      results.push_back(std::move(result));
    };
    committer.Submit({0, 0}, note);
    REQUIRE(test::Eventually([&] { return on.rows.waiting(); }));
    for (int i = 1; i < kLast; ++i) committer.Submit({0, i}, note);
    committer.Submit({0, test::kEndsTransaction}, note);
    on.rows.Open();
  }
  REQUIRE(results.size() == kLast + 1);
  for (size_t i = 0; i < kLast; ++i) CHECK(results[i].ok());
  CHECK(absl::IsAlreadyExists(results[kLast].status()));
  CHECK(on.Read()[0].size() == kLast);
}

TEST_CASE("while the disk is full every command fails, and afterwards they are kept again",
          "[contract][sql]") {
  Stored on;
  Committer committer({}, on.rows.Commit());
  on.rows.LimitPages(on.rows.Count("pragma_page_count") + 3);
  int64_t kept = 0;
  absl::Status refused;
  for (int i = 0; i < 100'000 && refused.ok(); ++i) {
    refused = committer.SubmitAndWait({0, i}).status();
    if (refused.ok()) ++kept;
  }
  CHECK(absl::IsResourceExhausted(refused));
  CHECK(on.rows.Count("rows") == kept);
  on.rows.LimitPages(1'000'000);
  CHECK(committer.SubmitAndWait({1, 0}).ok());
}

TEST_CASE("a queue that is full refuses at once and loses nothing that it took",
          "[contract][sql]") {
  Stored on;
  std::atomic<int> kept = 0;
  std::atomic<int> refused = 0;
  {
    on.rows.Shut();
    Committer committer({.max_queued = 10}, on.rows.Commit());
    const auto count = [&](const absl::StatusOr<int64_t>& result) {
      if (result.ok()) ++kept;
      if (absl::IsUnavailable(result.status())) ++refused;
    };
    committer.Submit({0, 0}, count);
    REQUIRE(test::Eventually([&] { return on.rows.waiting(); }));
    for (int i = 1; i <= 30; ++i) committer.Submit({0, i}, count);
    CHECK(refused == 20);
    CHECK(kept == 0);
    on.rows.Open();
  }
  CHECK(kept == 11);
  CHECK(on.Read()[0].size() == 11);
}

TEST_CASE("who was told that a row is kept reads it at once", "[contract][sql]") {
  Stored on;
  struct Queries {
    Statement find;
  };
  obs::Metrics metrics;
  const auto readers = *Readers<Queries>::Open(
      {on.path, 4, "test"}, metrics, [](Sqlite& db) -> absl::StatusOr<Queries> {
        ASSIGN_OR_RETURN(Statement find,
                         db.Prepare("SELECT 1 FROM rows WHERE submitter = ?1 AND number = ?2"));
        return Queries{std::move(find)};
      });
  Committer committer({}, on.rows.Commit());
  std::atomic<int> found = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 8; ++thread) {
      threads.emplace_back([&, thread] {
        for (int i = 0; i < 50; ++i) {
          if (!committer.SubmitAndWait({thread, i}).ok()) continue;
          const auto loan = readers->Borrow().value();
          if (loan->find.Begin().Bind(1, thread).Bind(2, i).Step().value()) ++found;
        }
      });
    }
  }
  CHECK(found == 8 * 50);
}

}  // namespace motcua::sql
