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
  SECTION("nothing, when it is only tried") {
    CHECK(on.transactions->Try([&] { return on.db->Exec("INSERT INTO t(id) VALUES(1)"); }).ok());
    CHECK(on.Ids().empty());
    CHECK(absl::IsNotFound(
        on.transactions->Try([] { return absl::NotFoundError("no such dossier"); })));
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
              CHECK(absl::IsUnavailable(other->Exec("BEGIN IMMEDIATE")));
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

TEST_CASE("a transaction that SQLite rolls back by itself has failed", "[sql]") {
  Opened on;
  REQUIRE(on.db->Exec("INSERT INTO t(id) VALUES(9)").ok());
  const auto insert = [&](const char* sql) {
    return on.transactions->Run([&]() -> absl::Status {
      RETURN_IF_ERROR(on.db->Exec("INSERT INTO t(id) VALUES(1)"));
      return on.db->Exec(sql);
    });
  };
  CHECK(absl::IsAlreadyExists(insert("INSERT OR ROLLBACK INTO t(id) VALUES(9)")));
  CHECK_FALSE(insert("ROLLBACK").ok());
  CHECK(on.Ids() == "9");
  CHECK_FALSE(on.db->InTransaction());
  CHECK(insert("INSERT INTO t(id) VALUES(5)").ok());
  CHECK(on.Ids() == "1,5,9");
}

}  // namespace motcua::sql
