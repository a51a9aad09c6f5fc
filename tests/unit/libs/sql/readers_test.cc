#include "libs/sql/readers.h"

#include <atomic>
#include <thread>

#include "catch2/catch.hpp"
#include "libs/base/patience.h"
#include "tests/support/sample.h"
#include "tests/support/temp_dir.h"

namespace motcua::sql {
namespace {

struct Queries {
  Statement count;
  Statement ids;

  static absl::StatusOr<Queries> Prepare(Sqlite& db) {
    ASSIGN_OR_RETURN(Statement count, db.Prepare("SELECT count(*) FROM t"));
    ASSIGN_OR_RETURN(Statement ids, db.Prepare("SELECT id FROM t"));
    return Queries{std::move(count), std::move(ids)};
  }
};

// Counts to a number that nobody waits for.
struct Endless {
  Statement count;
  Statement one;

  static absl::StatusOr<Endless> Prepare(Sqlite& db) {
    ASSIGN_OR_RETURN(Statement count,
                     db.Prepare("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                                " WHERE i < 1000000000000) SELECT count(*) FROM n"));
    ASSIGN_OR_RETURN(Statement one, db.Prepare("SELECT 1"));
    return Endless{std::move(count), std::move(one)};
  }
};

int64_t Count(Queries& queries) {
  REQUIRE(queries.count.Begin().Step().value());
  return queries.count.Int(0);
}

struct Opened {
  test::TempDir dir;
  std::string path = dir / "a.db";
  std::unique_ptr<Sqlite> db = *Sqlite::Open(path);
  obs::Metrics metrics;

  Opened() { REQUIRE(db->Exec("CREATE TABLE t(id); INSERT INTO t VALUES(1), (2)").ok()); }
  std::unique_ptr<Readers<Queries>> Open(int count) {
    return *Readers<Queries>::Open({path, count, "test"}, metrics, Queries::Prepare);
  }
};

}  // namespace

TEST_CASE("a loan reads what is committed", "[sql]") {
  Opened on;
  const auto readers = on.Open(1);
  CHECK(Count(*readers->Borrow().value()) == 2);
  REQUIRE(on.db->Exec("INSERT INTO t VALUES(3)").ok());
  CHECK(Count(*readers->Borrow().value()) == 3);
}

TEST_CASE("all that is read during one loan is of one moment", "[sql]") {
  Opened on;
  const auto readers = on.Open(2);
  const auto loan = readers->Borrow().value();
  CHECK(Count(*loan) == 2);
  REQUIRE(on.db->Exec("INSERT INTO t VALUES(3)").ok());
  CHECK(Count(*loan) == 2);
  CHECK(Count(*readers->Borrow().value()) == 3);
}

TEST_CASE("a run that was left does not outlive its loan", "[sql]") {
  Opened on;
  const auto readers = on.Open(1);
  REQUIRE(readers->Borrow().value()->ids.Begin().Step().value());
  REQUIRE(on.db->Exec("DELETE FROM t").ok());
  CHECK(Count(*readers->Borrow().value()) == 0);
}

TEST_CASE("who gives back when his time is up leaves the next one no old snapshot", "[sql]") {
  Opened on;
  const auto readers = on.Open(1);
  REQUIRE(on.db->Exec("PRAGMA synchronous=OFF").ok());
  bool has_left = false;
  const base::Patience patience(absl::InfiniteDuration(), [&has_left] { return has_left; });
  // SQLite asks about patience every some thousand steps of a statement, its runs taken together.
  constexpr int kLoans = 5000;
  for (int i = 1; i <= kLoans; ++i) {
    has_left = false;
    const auto loan = readers->Borrow().value();
    REQUIRE(loan->ids.Begin().Step().value());
    REQUIRE(loan->ids.Int(0) == i);
    REQUIRE(on.db->Exec("UPDATE t SET id = id + 1").ok());
    has_left = true;
  }
}

TEST_CASE("no more are lent than there are", "[sql]") {
  Opened on;
  const auto readers = on.Open(2);
  std::atomic<int> lent = 0;
  std::atomic<int> most = 0;
  std::atomic<int64_t> rows = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        for (int j = 0; j < 50; ++j) {
          const auto loan = readers->Borrow().value();
          const int now = ++lent;
          for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
          }
          if (loan->count.Begin().Step().value()) rows += loan->count.Int(0);
          --lent;
        }
      });
    }
  }
  CHECK(most <= 2);
  CHECK(rows == 8 * 50 * 2);
}

TEST_CASE("readers that cannot be prepared are not opened", "[sql]") {
  Opened on;
  REQUIRE(on.db->Exec("DROP TABLE t").ok());
  CHECK_FALSE(Readers<Queries>::Open({on.path, 1, "test"}, on.metrics, Queries::Prepare).ok());
  CHECK_FALSE(
      Readers<Queries>::Open({on.dir / "none.db", 1, "test"}, on.metrics, Queries::Prepare).ok());
}

TEST_CASE("who finds none free waits no longer than it has patience", "[sql]") {
  Opened on;
  const auto readers = on.Open(1);
  const auto loan = readers->Borrow().value();
  const base::Patience patience(absl::Milliseconds(1));
  CHECK(absl::IsUnavailable(readers->Borrow().status()));
  CHECK(test::Sample(on.metrics.Text(),
                     R"(motcua_database_connections{state="busy",store="test"})") == 1);
}

TEST_CASE("a read ends when its caller's patience does, and the connection is as good as before",
          "[sql]") {
  Opened on;
  const auto readers = *Readers<Endless>::Open({on.path, 1, "test"}, on.metrics, Endless::Prepare);
  {
    const base::Patience patience(absl::Milliseconds(5));
    CHECK(absl::IsDeadlineExceeded(readers->Borrow().value()->count.Begin().Step().status()));
  }
  {
    const base::Patience patience(absl::InfiniteDuration(), [] { return true; });
    CHECK(absl::IsCancelled(readers->Borrow().value()->count.Begin().Step().status()));
  }
  CHECK(readers->Borrow().value()->one.Begin().Step().value());
}

}  // namespace motcua::sql
