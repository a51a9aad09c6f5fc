#include "libs/sql/sqlite.h"

#include <filesystem>
#include <fstream>

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "tests/support/temp_dir.h"

namespace motcua::sql {
namespace {

// The first column of the first row of `sql`.
std::string One(Sqlite& db, std::string_view sql) {
  absl::StatusOr<Statement> query = db.Prepare(sql);
  REQUIRE(query.ok());
  REQUIRE(query->Begin().Step().value());
  return query->Text(0);
}

absl::Status Insert(Sqlite& db, int64_t id, std::string_view text) {
  return db.Prepare("INSERT INTO t VALUES(?1, ?2)")->Begin().Bind(1, id).Bind(2, text).Run();
}

struct Opened {
  test::TempDir dir;
  std::string path = dir / "a.db";
  std::unique_ptr<Sqlite> db = *Sqlite::Open(path);

  Opened() {
    REQUIRE(db->Exec("CREATE TABLE t(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE"
                     " CHECK(text <> 'wrong')) STRICT")
                .ok());
  }
};

}  // namespace

TEST_CASE("a database is opened for durable writes", "[sql]") {
  Opened on;
  CHECK(One(*on.db, "PRAGMA journal_mode") == "wal");
  CHECK(One(*on.db, "PRAGMA synchronous") == "2");
  CHECK(One(*on.db, "PRAGMA foreign_keys") == "1");
  CHECK(One(*on.db, "PRAGMA busy_timeout") == "5000");
}

TEST_CASE("values come back as they were bound", "[sql]") {
  Opened on;
  Statement query =
      *on.db->Prepare("SELECT ?1, ?2, ?3, ?4, ?5, ?6, typeof(?3), typeof(?4), typeof(?2)");
  const std::string blob("a\0b\xff", 4);
  query.Begin()
      .Bind(1, "hồ sơ")
      .Bind(2, int64_t{1} << 62)
      .Bind(3, std::string_view())
      .BindBlob(4, std::string_view())
      .BindNull(5)
      .Bind(6, std::nullopt);
  REQUIRE(query.Step().value());
  CHECK(query.Text(0) == "hồ sơ");
  CHECK(query.Int(1) == int64_t{1} << 62);
  CHECK(query.Text(6) == "text");
  CHECK(query.Text(7) == "blob");
  CHECK(query.Text(8) == "integer");
  CHECK(query.IsNull(4));
  CHECK(query.Text(4).empty());
  CHECK_FALSE(query.OptionalInt(5));
  CHECK_FALSE(query.Step().value());

  SECTION("and a new run has forgotten them") {
    query.Begin().BindBlob(4, blob).Bind(6, 7);
    REQUIRE(query.Step().value());
    CHECK(query.IsNull(0));
    CHECK(query.Text(3) == blob);
    CHECK(query.OptionalInt(5) == 7);
  }
}

TEST_CASE("a parameter that the statement does not have is an error of the run", "[sql]") {
  Opened on;
  Statement query = *on.db->Prepare("SELECT ?1");
  CHECK(absl::IsInternal(query.Begin().Bind(2, "x").Bind(1, "y").Step().status()));
  CHECK(query.Begin().Bind(1, "y").Step().value());
}

TEST_CASE("errors of SQLite become the statuses that callers act on", "[sql]") {
  Opened on;
  REQUIRE(Insert(*on.db, 1, "a").ok());
  SECTION("a unique value or a key in use is AlreadyExists") {
    CHECK(absl::IsAlreadyExists(Insert(*on.db, 2, "a")));
    CHECK(absl::IsAlreadyExists(Insert(*on.db, 1, "b")));
  }
  SECTION("any other constraint is our own mistake") {
    CHECK(absl::IsInternal(Insert(*on.db, 2, "wrong")));
    CHECK(absl::IsInternal(on.db->Exec("INSERT INTO t VALUES(2, NULL)")));
  }
  SECTION("a lock that another holds is no fault of who asks") {
    const auto other = *Sqlite::Open(on.path);
    REQUIRE(other->Exec("BEGIN IMMEDIATE").ok());
    REQUIRE(on.db->Exec("PRAGMA busy_timeout=1").ok());
    CHECK(absl::IsUnavailable(Insert(*on.db, 2, "b")));
    REQUIRE(other->Exec("ROLLBACK").ok());
    CHECK(Insert(*on.db, 2, "b").ok());
  }
  SECTION("a full disk is ResourceExhausted") {
    REQUIRE(on.db->Exec("PRAGMA max_page_count=4").ok());
    CHECK(absl::IsResourceExhausted(Insert(*on.db, 2, std::string(100'000, 'x'))));
  }
  SECTION("wrong SQL is our own mistake") {
    CHECK(absl::IsInternal(on.db->Prepare("SELEC 1").status()));
    CHECK(absl::IsInternal(on.db->Exec("SELECT no_such FROM t")));
  }
}

TEST_CASE("a damaged file is DataLoss", "[sql]") {
  const test::TempDir dir;
  const std::string path = dir / "a.db";
  SECTION("no database at all") {
    std::ofstream(path) << std::string(4096, 'x');
    for (const auto mode : {Sqlite::Mode::kReadWrite, Sqlite::Mode::kReadOnly}) {
      const absl::Status status = Sqlite::Open(path, mode).status();
      CHECK(absl::IsDataLoss(status));
      CHECK(std::string(status.message()).starts_with(path + ": "));
    }
  }
  SECTION("a page overwritten") {
    {
      const auto db = *Sqlite::Open(path);
      REQUIRE(db->Exec("CREATE TABLE t(a); INSERT INTO t VALUES(1)").ok());
    }
    std::fstream file(path);
    file.seekp(4096);
    file << std::string(4096, '\xff');
    file.close();
    const auto db = *Sqlite::Open(path);
    CHECK(absl::IsDataLoss(db->Exec("SELECT a FROM t")));
  }
}

TEST_CASE("a reading connection does not write and does not make files", "[sql]") {
  Opened on;
  const auto reader = *Sqlite::Open(on.path, Sqlite::Mode::kReadOnly);
  REQUIRE(Insert(*on.db, 1, "a").ok());
  CHECK(One(*reader, "SELECT text FROM t") == "a");
  CHECK_FALSE(Insert(*reader, 2, "b").ok());
  const std::string none = on.dir / "none.db";
  CHECK_FALSE(Sqlite::Open(none, Sqlite::Mode::kReadOnly).ok());
  CHECK_FALSE(std::filesystem::exists(none));
}

TEST_CASE("what is prepared is one statement", "[sql]") {
  Opened on;
  CHECK(on.db->Prepare("SELECT 1; \n").ok());
  CHECK(absl::IsInternal(on.db->Prepare("SELECT 1; SELECT 2").status()));
  CHECK(absl::IsInternal(on.db->Prepare("").status()));
}

TEST_CASE("a statement that gives a row it should not is our own mistake", "[sql]") {
  Opened on;
  Statement statement = *on.db->Prepare("INSERT INTO t VALUES(?1, 'a') RETURNING id");
  CHECK(absl::IsInternal(statement.Begin().Bind(1, 1).Run()));
}

TEST_CASE("a connection tells what its last statement changed and where its transaction stands",
          "[sql]") {
  Opened on;
  REQUIRE(on.db->Exec("INSERT INTO t VALUES(1, 'a'), (2, 'b'), (3, 'c')").ok());
  CHECK(on.db->Changes() == 3);
  CHECK_FALSE(on.db->InTransaction());
  REQUIRE(on.db->Exec("BEGIN").ok());
  CHECK(on.db->InTransaction());
}

TEST_CASE("a run that was left holds its snapshot until runs are ended", "[sql]") {
  Opened on;
  REQUIRE(on.db->Exec("INSERT INTO t VALUES(1, 'a'), (2, 'b')").ok());
  const auto reader = *Sqlite::Open(on.path, Sqlite::Mode::kReadOnly);
  Statement left = *reader->Prepare("SELECT id FROM t");
  REQUIRE(left.Begin().Step().value());
  REQUIRE(on.db->Exec("DELETE FROM t").ok());
  CHECK(One(*reader, "SELECT count(*) FROM t") == "2");
  reader->EndRuns();
  CHECK(One(*reader, "SELECT count(*) FROM t") == "0");
}

TEST_CASE("a database that is full says so, and is no quota of anybody's", "[sql]") {
  Opened on;
  REQUIRE(on.db->Exec("PRAGMA max_page_count = 4").ok());
  const absl::Status status = Insert(*on.db, 1, std::string(1 << 16, 'x'));
  const auto problem = base::ProblemOf(status);
  REQUIRE(problem);
  CHECK(problem->reason == "DISK_FULL");
}

}  // namespace motcua::sql
