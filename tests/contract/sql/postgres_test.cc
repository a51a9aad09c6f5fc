#include "libs/sql/postgres.h"

#include <atomic>
#include <limits>
#include <thread>

#include "catch2/catch.hpp"
#include "libs/base/error.h"
#include "libs/base/patience.h"
#include "libs/sql/pg_transaction.h"
#include "tests/support/eventually.h"
#include "tests/support/postgres_server.h"

namespace motcua::sql {
namespace {

const PgQuery kOne = {"one", "SELECT 1::bigint"};
const PgQuery kSleep = {"sleep", "SELECT pg_sleep(30)"};
const PgQuery kInsert = {"insert", "INSERT INTO rows VALUES($1::bigint, $2)"};
const PgQuery kCount = {"count", "SELECT count(*) FROM rows"};
const PgQuery kTimeout = {"timeout", "SHOW statement_timeout"};

struct On {
  test::PostgresServer server;
  std::string conninfo = server.Database();
  std::unique_ptr<Postgres> db = *Postgres::Connect(conninfo);

  On() { REQUIRE(db->Exec("CREATE TABLE rows(number bigint PRIMARY KEY, text text)").ok()); }
  int64_t Count() { return (*db->Run(kCount))[0].Int(0); }
  // How many others run a statement with this text.
  int Running(const std::string& text) {
    return std::stoi(server.Query("motcua",
                                  "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                                  " AND pid <> pg_backend_pid() AND query LIKE '%" +
                                      text + "%'"));
  }
};

PgParams Row(int64_t number, std::string_view text = "x") {
  PgParams params;
  params.Add(number).Add(text);
  return params;
}

std::string ReasonOf(const absl::Status& status) {
  const auto problem = base::ProblemOf(status);
  return problem ? problem->reason : "";
}

}  // namespace

TEST_CASE("values go to PostgreSQL and come back as they were", "[contract][sql]") {
  On on;
  constexpr int64_t kMin = std::numeric_limits<int64_t>::min();
  const std::string bytes("\0\xff{\"a\",NULL}", 12);
  const PgQuery same = {"same",
                        "SELECT $1::text, $2::bigint, $3::bytea, $4::bigint, -7::integer,"
                        " 3::smallint, true, (-1)::smallint"};
  PgParams params;
  params.Add("Đống Đa, \"x\"").Add(kMin).AddBytes(bytes).Add(std::nullopt);
  const auto result = on.db->Run(same, params);
  REQUIRE(result.ok());
  const PgRow row = (*result)[0];
  CHECK(row.Text(0) == "Đống Đa, \"x\"");
  CHECK(row.Int(1) == kMin);
  CHECK(row.Text(2) == bytes);
  CHECK(row.IsNull(3));
  CHECK(row.OptionalInt(3) == std::nullopt);
  CHECK(row.Int(4) == -7);
  CHECK(row.Int(5) == 3);
  CHECK(row.Int(6) == 1);
  CHECK(row.Int(7) == -1);
}

TEST_CASE("many rows travel as arrays", "[contract][sql]") {
  On on;
  const PgQuery unnest = {"unnest",
                          "SELECT * FROM unnest($1::text[], $2::bigint[], $3::bytea[],"
                          " $4::bigint[]) WITH ORDINALITY"};
  PgRows rows;
  for (int i = 0; i < 300; ++i) {
    std::optional<int64_t> odd;
    if (i % 2 == 1) odd = -i;
    rows.Row().Add("a,{}\"\\ NULL").Add(i).AddBytes(std::string(1, '\0')).Add(odd);
  }
  PgParams params;
  params.Add(rows);
  const auto result = on.db->Run(unnest, params);
  REQUIRE(result.ok());
  REQUIRE(result->size() == 300);
  CHECK((*result)[299].Text(0) == "a,{}\"\\ NULL");
  CHECK((*result)[299].Int(1) == 299);
  CHECK((*result)[299].Text(2) == std::string(1, '\0'));
  CHECK((*result)[299].OptionalInt(3) == -299);
  CHECK((*result)[298].IsNull(3));
}

TEST_CASE("statements that were queued run in one transaction and in order", "[contract][sql]") {
  On on;
  on.db->Queue(kPgBegin);
  for (int i = 0; i < 100; ++i) on.db->Queue(kInsert, Row(i));
  on.db->Queue(kCount);
  on.db->Queue(kPgCommit);
  const auto results = on.db->Flush();
  REQUIRE(results.ok());
  REQUIRE(results->size() == 103);
  CHECK((*results)[1].changed() == 1);
  CHECK((*results)[101][0].Int(0) == 100);
  CHECK(on.Count() == 100);
}

TEST_CASE("after a statement that fails nothing is run, least of all the commit",
          "[contract][sql]") {
  On on;
  on.db->Queue(kPgBegin);
  on.db->Queue(kInsert, Row(1));
  on.db->Queue(kInsert, Row(1));
  on.db->Queue(kInsert, Row(2));
  on.db->Queue(kPgCommit);
  const absl::Status failed = on.db->Flush().status();
  CHECK(absl::IsAlreadyExists(failed));
  CHECK(failed.message().find("rows_pkey") != std::string::npos);
  on.db->Rollback();
  CHECK(on.Count() == 0);
  CHECK_FALSE(on.db->broken());
}

TEST_CASE("a commit of a transaction in which something failed is no commit", "[contract][sql]") {
  On on;
  REQUIRE(on.db->Run(kPgBegin).ok());
  CHECK_FALSE(on.db->Run(kInsert, Row(1, std::string("a\0b", 3))).ok());
  CHECK(absl::IsAborted(on.db->Run(kPgCommit).status()));
}

TEST_CASE("values of rows stay out of messages", "[contract][sql]") {
  On on;
  REQUIRE(on.db->Exec("CREATE UNIQUE INDEX ON rows(text)").ok());
  REQUIRE(on.db->Run(kInsert, Row(1, "Nguyễn Văn An")).ok());
  const absl::Status failed = on.db->Run(kInsert, Row(2, "Nguyễn Văn An")).status();
  CHECK(absl::IsAlreadyExists(failed));
  CHECK(failed.ToString().find("Nguy") == std::string::npos);
}

TEST_CASE("a statement ends at the deadline of who waits for it", "[contract][sql]") {
  On on;
  {
    const base::Patience patience(absl::Milliseconds(100));
    CHECK(absl::IsDeadlineExceeded(on.db->Run(kSleep).status()));
  }
  CHECK(on.db->Run(kOne).ok());
}

TEST_CASE("a statement ends when its caller leaves, on the server too", "[contract][sql]") {
  On on;
  std::atomic<bool> left = false;
  const std::jthread leaver([&] {
    while (on.Running("pg_sleep") == 0) std::this_thread::yield();
    left = true;
  });
  const base::Patience patience(absl::Seconds(60), [&left] { return left.load(); });
  CHECK(absl::IsCancelled(on.db->Run(kSleep).status()));
  CHECK(on.db->broken());
  on.db.reset();
  CHECK(test::Eventually([&] { return on.Running("pg_sleep") == 0; }));
}

TEST_CASE("the server knows the deadline too", "[contract][sql]") {
  On on;
  // With nobody's patience, half a minute.
  CHECK((*on.db->Run(kTimeout))[0].Text(0) == "28672ms");
  {
    const base::Patience patience(absl::Seconds(26));
    CHECK((*on.db->Run(kTimeout))[0].Text(0) == "24576ms");
  }
  on.db->set_limit(absl::InfiniteDuration());
  CHECK((*on.db->Run(kTimeout))[0].Text(0) == "0");
}

TEST_CASE("statements without parameters have their own limit, also when one was undone",
          "[contract][sql]") {
  On on;
  REQUIRE(on.db->Exec("SELECT pg_sleep(2.2)").ok());
  {
    const base::Patience patience(absl::Milliseconds(50));
    CHECK(absl::IsDeadlineExceeded(on.db->Exec("SELECT pg_sleep(1)")));
  }
  REQUIRE(on.db->Exec("SELECT pg_sleep(0.2)").ok());
  REQUIRE(on.db->Exec("BEGIN").ok());
  CHECK_FALSE(on.db->Exec("SELECT 1/0").ok());
  on.db->Rollback();
  CHECK((*on.db->Run(kTimeout))[0].Text(0) == "28672ms");
}

TEST_CASE("a deadline that changes does not get before the beginning of a transaction",
          "[contract][sql]") {
  On on;
  const PgQuery begin = {"begin_reading", "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"};
  for (const int seconds : {3, 1, 7}) {
    const base::Patience patience(absl::Seconds(seconds));
    on.db->Queue(begin);
    on.db->Queue(kCount);
    const auto results = on.db->Flush();
    INFO(results.status());
    REQUIRE(results.ok());
    CHECK(results->size() == 2);
    CHECK((*results)[1][0].Int(0) == 0);
    on.db->Rollback();
  }
}

TEST_CASE("a server that says nothing is given up", "[contract][sql]") {
  On on;
  on.server.Pause();
  {
    const base::Patience patience(absl::Milliseconds(100));
    CHECK(absl::IsDeadlineExceeded(on.db->Run(kOne).status()));
  }
  on.server.Resume();
  CHECK(on.db->broken());
  CHECK(absl::IsUnavailable(on.db->Run(kOne).status()));
}

TEST_CASE("a server that has gone is Unavailable, and says when to come again", "[contract][sql]") {
  On on;
  on.server.Kill();
  const absl::Status lost = on.db->Run(kOne).status();
  CHECK(absl::IsUnavailable(lost));
  CHECK(ReasonOf(lost) == "DEPENDENCY_UNAVAILABLE");
  CHECK(on.db->broken());
  CHECK(ReasonOf(Postgres::Connect(on.conninfo).status()) == "DEPENDENCY_UNAVAILABLE");
}

TEST_CASE("a server that would forget commits is refused", "[contract][sql]") {
  On on;
  const absl::Status refused =
      Postgres::Connect(on.conninfo + " options='-c synchronous_commit=off'").status();
  CHECK(absl::IsFailedPrecondition(refused));
}

TEST_CASE("a transaction that lost against another is run again", "[contract][sql]") {
  On on;
  const auto other = *Postgres::Connect(on.conninfo);
  int runs = 0;
  const absl::Status status = RunPgTransaction(*on.db, [&]() -> absl::Status {
    const int64_t number = runs++;
    // The first time somebody else makes the row first.
    if (number == 0) REQUIRE(other->Run(kInsert, Row(0)).ok());
    on.db->Queue(kPgBegin);
    on.db->Queue(kInsert, Row(number));
    on.db->Queue(kPgCommit);
    return on.db->Flush().status();
  });
  CHECK(status.ok());
  CHECK(runs == 2);
  CHECK(on.Count() == 2);
}

}  // namespace motcua::sql
