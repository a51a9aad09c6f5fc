#include "libs/sql/pg_migrate.h"

#include <array>
#include <thread>
#include <vector>

#include "catch2/catch.hpp"
#include "tests/support/postgres_server.h"

namespace motcua::sql {
namespace {

constexpr std::array<Migration, 2> kSteps = {
    Migration{1, "rows", "CREATE TABLE rows(number bigint)"},
    // Slow, and wrong when it is taken twice.
    Migration{2, "one", "SELECT pg_sleep(0.2); INSERT INTO rows VALUES(1)"}};

struct On {
  test::PostgresServer server;
  std::string conninfo = server.Database();

  absl::Status Migrate(std::span<const Migration> steps) {
    return sql::Migrate(**Postgres::Connect(conninfo), steps);
  }
  std::string Query(const std::string& sql) { return server.Query("motcua", sql); }
};

}  // namespace

TEST_CASE("programs that start at the same time bring a PostgreSQL schema up to date once",
          "[contract][sql]") {
  On on;
  std::vector<absl::Status> results(8);
  {
    std::vector<std::jthread> threads;
    for (absl::Status& result : results) {
      threads.emplace_back([&] { result = on.Migrate(kSteps); });
    }
  }
  for (const absl::Status& result : results) CHECK(result == absl::OkStatus());
  CHECK(on.Query("SELECT count(*) FROM rows") == "1");
  CHECK(on.Query("SELECT count(*) FROM schema_version") == "2");
}

TEST_CASE("a step may take far longer than a call", "[contract][sql]") {
  On on;
  auto steps = kSteps;
  steps[1].sql =
      "INSERT INTO rows SELECT setting::bigint FROM pg_settings WHERE name = 'statement_timeout'";
  REQUIRE(on.Migrate(steps).ok());
  CHECK(std::stoll(on.Query("SELECT number FROM rows")) > 3'000'000);
}

TEST_CASE("a PostgreSQL schema that is newer or another than the program's is refused",
          "[contract][sql]") {
  On on;
  REQUIRE(on.Migrate(kSteps).ok());
  CHECK(absl::IsFailedPrecondition(on.Migrate(std::span(kSteps).first(1))));
  auto other = kSteps;
  other[1].sql = "SELECT 1";
  CHECK(absl::IsFailedPrecondition(on.Migrate(other)));
}

TEST_CASE("a step that fails leaves nothing of itself in PostgreSQL", "[contract][sql]") {
  On on;
  auto wrong = kSteps;
  wrong[1].sql = "INSERT INTO rows VALUES(1); INSERT INTO rows VALUES(1/0)";
  const absl::Status failed = on.Migrate(wrong);
  CHECK(failed.message().find("migration 2 one") != std::string::npos);
  CHECK(on.Query("SELECT count(*) FROM rows") == "0");
  REQUIRE(on.Migrate(kSteps).ok());
  CHECK(on.Query("SELECT count(*) FROM rows") == "1");
}

}  // namespace motcua::sql
