#include "libs/sql/migrate.h"

#include <thread>
#include <vector>

#include "catch2/catch.hpp"
#include "tests/support/temp_dir.h"

namespace motcua::sql {
namespace {

constexpr Migration kPeople = {1, "people", "CREATE TABLE people(id INTEGER PRIMARY KEY)"};
constexpr Migration kNames = {2, "names", "ALTER TABLE people ADD name TEXT"};
constexpr Migration kSomeone = {3, "someone",
                                "INSERT INTO people VALUES(1, 'An');"
                                "INSERT INTO people VALUES(2, 'Bình')"};

std::string Columns(Sqlite& db, std::string_view sql) {
  Statement query = *db.Prepare(sql);
  std::string all;
  while (query.Step().value()) all += query.Text(0) + " ";
  return all;
}

std::string Versions(Sqlite& db) {
  return Columns(db, "SELECT version || name FROM schema_version ORDER BY version");
}

std::string Message(const absl::Status& status) {
  return std::string(status.message());
}

struct Opened {
  test::TempDir dir;
  std::string path = dir / "a.db";
  std::unique_ptr<Sqlite> db = *Sqlite::Open(path);

  absl::Status Migrate(std::vector<Migration> migrations) { return sql::Migrate(*db, migrations); }
};

}  // namespace

TEST_CASE("a database is brought to the last version, step by step", "[sql]") {
  Opened on;
  REQUIRE(on.Migrate({kPeople}).ok());
  CHECK(Versions(*on.db) == "1people ");
  REQUIRE(on.Migrate({kPeople, kNames, kSomeone}).ok());
  CHECK(Versions(*on.db) == "1people 2names 3someone ");
  CHECK(Columns(*on.db, "SELECT name FROM people ORDER BY id") == "An Bình ");
  SECTION("and stays there") {
    REQUIRE(on.Migrate({kPeople, kNames, kSomeone}).ok());
    CHECK(Columns(*on.db, "SELECT name FROM people ORDER BY id") == "An Bình ");
  }
}

TEST_CASE("no migrations make an empty schema", "[sql]") {
  Opened on;
  CHECK(on.Migrate({}).ok());
  CHECK(Versions(*on.db).empty());
}

TEST_CASE("versions without a gap from 1 are all that is taken", "[sql]") {
  Opened on;
  CHECK(absl::IsInvalidArgument(on.Migrate({kPeople, kSomeone})));
  CHECK(absl::IsInvalidArgument(on.Migrate({kNames})));
  CHECK(absl::IsInvalidArgument(on.Migrate({kPeople, kPeople})));
  CHECK(absl::IsInvalidArgument(on.Migrate({{0, "zero", "SELECT 1"}})));
  CHECK(Columns(*on.db, "SELECT name FROM sqlite_schema").empty());
}

TEST_CASE("a database newer than the program is left alone", "[sql]") {
  Opened on;
  REQUIRE(on.Migrate({kPeople, kNames}).ok());
  const absl::Status status = on.Migrate({kPeople});
  CHECK(absl::IsFailedPrecondition(status));
  CHECK(Message(status).find("version 2") != std::string::npos);
  CHECK(Versions(*on.db) == "1people 2names ");
}

TEST_CASE("a step that was changed after it was applied is refused", "[sql]") {
  Opened on;
  REQUIRE(on.Migrate({kPeople, kNames}).ok());
  Migration changed = kPeople;
  SECTION("its text") {
    changed.sql = "CREATE TABLE people(id INTEGER PRIMARY KEY) ";
  }
  SECTION("its name") {
    changed.name = "persons";
  }
  CHECK(absl::IsFailedPrecondition(on.Migrate({changed, kNames, kSomeone})));
  CHECK(Versions(*on.db) == "1people 2names ");
}

TEST_CASE("a version that is missing in the database is refused", "[sql]") {
  Opened on;
  REQUIRE(on.Migrate({kPeople, kNames}).ok());
  REQUIRE(on.db->Exec("DELETE FROM schema_version WHERE version = 1").ok());
  CHECK(absl::IsFailedPrecondition(on.Migrate({kPeople, kNames, kSomeone})));
}

TEST_CASE("a step that fails leaves nothing behind, and the steps before it stay", "[sql]") {
  Opened on;
  const absl::Status status =
      on.Migrate({kPeople, {2, "half", "CREATE TABLE half(id); INSERT INTO nowhere VALUES(1)"}});
  CHECK(absl::IsInternal(status));
  CHECK(Message(status).starts_with("migration 2 half: "));
  CHECK(Versions(*on.db) == "1people ");
  CHECK(Columns(*on.db, "SELECT name FROM sqlite_schema WHERE name = 'half'").empty());
  CHECK(on.Migrate({kPeople, kNames}).ok());
}

TEST_CASE("a step that ends its own transaction is refused", "[sql]") {
  Opened on;
  CHECK(absl::IsInternal(on.Migrate({{1, "bold", "CREATE TABLE bold(id); COMMIT"}})));
}

TEST_CASE("programs that start at once migrate once", "[sql]") {
  Opened on;
  std::vector<absl::Status> statuses(4);
  {
    std::vector<std::jthread> threads;
    for (absl::Status& status : statuses) {
      threads.emplace_back([&status, &on] {
        const auto db = Sqlite::Open(on.path);
        status = db.ok() ? sql::Migrate(**db, std::vector{kPeople, kNames, kSomeone}) : db.status();
      });
    }
  }
  for (const absl::Status& status : statuses) CHECK(status == absl::OkStatus());
  CHECK(Versions(*on.db) == "1people 2names 3someone ");
}

}  // namespace motcua::sql
