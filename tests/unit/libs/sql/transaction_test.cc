#include "libs/sql/transaction.h"

#include <string>

#include "catch2/catch.hpp"
#include "tests/support/temp_dir.h"

namespace motcua::sql {
namespace {

struct Opened {
  test::TempDir dir;
  std::string path = dir / "a.db";
  std::unique_ptr<Sqlite> db = *Sqlite::Open(path);
  std::unique_ptr<Transactions> transactions = *Transactions::On(*db);

  Opened() { REQUIRE(db->Exec("CREATE TABLE t(id INTEGER PRIMARY KEY, text TEXT)").ok()); }

  // What another connection sees.
  std::string Ids() {
    const auto other = *Sqlite::Open(path, Sqlite::Mode::kReadOnly);
    Statement query =
        *other->Prepare("SELECT group_concat(id) FROM (SELECT id FROM t ORDER BY id)");
    REQUIRE(query.Begin().Step().value());
    return query.Text(0);
  }

  absl::Status RunGroup(std::vector<std::string> group, std::vector<absl::StatusOr<int>>& results) {
    return transactions->RunGroup<std::string, int>(
        group, results, [this, count = 0](const std::string& text) mutable -> absl::StatusOr<int> {
          RETURN_IF_ERROR(db->Exec(text));
          return ++count;
        });
  }
};

}  // namespace

TEST_CASE("a transaction keeps all or nothing", "[sql]") {
  Opened on;
  SECTION("all") {
    CHECK(on.transactions->Run([&] { return on.db->Exec("INSERT INTO t(id) VALUES(1)"); }).ok());
    CHECK(on.Ids() == "1");
  }
  SECTION("nothing") {
    const absl::Status status = on.transactions->Run([&] {
      REQUIRE(on.db->Exec("INSERT INTO t(id) VALUES(1)").ok());
      return absl::NotFoundError("no such dossier");
    });
    CHECK(absl::IsNotFound(status));
    CHECK(on.Ids().empty());
  }
  SECTION("nothing, when the commit fails") {
    REQUIRE(
        on.db->Exec("CREATE TABLE child(id REFERENCES t(id) DEFERRABLE INITIALLY DEFERRED)").ok());
    CHECK_FALSE(on.transactions
                    ->Run([&] {
                      return on.db->Exec(
                          "INSERT INTO t(id) VALUES(1); INSERT INTO child VALUES(9)");
                    })
                    .ok());
    CHECK(on.Ids().empty());
  }
  CHECK_FALSE(on.db->InTransaction());
}

TEST_CASE("a transaction holds the write lock from its beginning", "[sql]") {
  Opened on;
  const auto other = *Sqlite::Open(on.path);
  REQUIRE(other->Exec("PRAGMA busy_timeout=1").ok());
  CHECK(on.transactions
            ->Run([&] {
              CHECK(absl::IsAborted(other->Exec("BEGIN IMMEDIATE")));
              return absl::OkStatus();
            })
            .ok());
}

TEST_CASE("a run that was left does not outlive its transaction", "[sql]") {
  Opened on;
  REQUIRE(on.db->Exec("INSERT INTO t(id) VALUES(1), (2)").ok());
  Statement query = *on.db->Prepare("SELECT id FROM t");
  REQUIRE(on.transactions->Run([&] { return query.Begin().Step().status(); }).ok());
  CHECK(sqlite3_next_stmt(on.db->handle(), nullptr) != nullptr);
  const auto other = *Sqlite::Open(on.path);
  REQUIRE(other->Exec("PRAGMA busy_timeout=1").ok());
  CHECK(other->Exec("PRAGMA wal_checkpoint(TRUNCATE)").ok());
  Statement checkpoint = *other->Prepare("PRAGMA wal_checkpoint(TRUNCATE)");
  REQUIRE(checkpoint.Begin().Step().value());
  CHECK(checkpoint.Int(0) == 0);
}

TEST_CASE("a command that fails leaves nothing behind and its neighbours stay", "[sql]") {
  Opened on;
  std::vector<absl::StatusOr<int>> results;
  REQUIRE(on.RunGroup({"INSERT INTO t(id) VALUES(1)",
                       "INSERT INTO t(id) VALUES(2); INSERT INTO t(id) VALUES(1)",
                       "INSERT INTO t(id) VALUES(3)", "nonsense", "INSERT INTO t(id) VALUES(4)"},
                      results)
              .ok());
  REQUIRE(results.size() == 5);
  CHECK(results[0].value() == 1);
  CHECK(absl::IsAlreadyExists(results[1].status()));
  CHECK(results[2].value() == 2);
  CHECK(absl::IsInternal(results[3].status()));
  CHECK(results[4].value() == 3);
  CHECK(on.Ids() == "1,3,4");
}

TEST_CASE("when SQLite rolls back the transaction by itself the group fails as a whole", "[sql]") {
  Opened on;
  std::vector<absl::StatusOr<int>> results;
  SECTION("after a conflict that asks for it") {
    REQUIRE(on.db->Exec("INSERT INTO t(id) VALUES(9)").ok());
    CHECK(absl::IsAlreadyExists(
        on.RunGroup({"INSERT INTO t(id) VALUES(1)", "INSERT OR ROLLBACK INTO t(id) VALUES(9)",
                     "INSERT INTO t(id) VALUES(2)"},
                    results)));
    CHECK(on.Ids() == "9");
  }
  SECTION("or a body that ends the transaction") {
    CHECK_FALSE(
        on.RunGroup({"INSERT INTO t(id) VALUES(1)", "ROLLBACK", "INSERT INTO t(id) VALUES(2)"},
                    results)
            .ok());
    CHECK(on.Ids().empty());
  }
  CHECK_FALSE(on.db->InTransaction());
  SECTION("and the next group is not harmed") {
    results.clear();
    CHECK(on.RunGroup({"INSERT INTO t(id) VALUES(5)"}, results).ok());
    CHECK(results.size() == 1);
  }
}

}  // namespace motcua::sql
