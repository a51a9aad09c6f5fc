#include "libs/sql/pg_pool.h"

#include <atomic>
#include <future>
#include <set>
#include <thread>

#include "catch2/catch.hpp"
#include "libs/base/patience.h"
#include "libs/base/status_macros.h"
#include "tests/support/eventually.h"
#include "tests/support/postgres_server.h"

namespace motcua::sql {
namespace {

const PgQuery kPid = {"pid", "SELECT pg_backend_pid()"};
const PgQuery kSleep = {"sleep", "SELECT pg_sleep(30)"};

struct On {
  test::PostgresServer server;
  obs::Metrics metrics;
  PgPool pool{{server.Database(), 4}, "test", metrics};

  absl::StatusOr<int64_t> Pid() {
    return pool.Run([](Postgres& db) -> absl::StatusOr<int64_t> {
      ASSIGN_OR_RETURN(const PgResult result, db.Run(kPid));
      return result[0].Int(0);
    });
  }
  bool Reports(const std::string& line) { return metrics.Text().find(line) != std::string::npos; }
};

}  // namespace

TEST_CASE("a connection is opened when it is needed and used again", "[contract][sql]") {
  On on;
  const auto first = on.Pid();
  REQUIRE(first.ok());
  CHECK(*on.Pid() == *first);
  CHECK(on.Reports("motcua_database_connections{state=\"idle\",store=\"test\"} 1\n"));
  CHECK(on.Reports("motcua_database_connections_limit{store=\"test\"} 4\n"));
}

TEST_CASE("many threads share no more connections than there may be", "[contract][sql]") {
  On on;
  std::mutex mutex;
  std::set<int64_t> pids;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 16; ++i) {
      threads.emplace_back([&] {
        for (int j = 0; j < 50; ++j) {
          const auto pid = on.Pid();
          const std::lock_guard lock(mutex);
          pids.insert(pid.ok() ? *pid : -1);
        }
      });
    }
  }
  CHECK_FALSE(pids.contains(-1));
  CHECK(pids.size() <= 4);
}

TEST_CASE("connections that the server ended are replaced and nobody notices", "[contract][sql]") {
  On on;
  const auto before = on.Pid();
  REQUIRE(before.ok());
  on.server.Query("motcua",
                  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                  " WHERE datname = 'motcua' AND pid <> pg_backend_pid()");
  const auto after = on.Pid();
  REQUIRE(after.ok());
  CHECK(*after != *before);
}

TEST_CASE("a server that is away is told at once, and found again", "[contract][sql]") {
  On on;
  REQUIRE(on.Pid().ok());
  on.server.Kill();
  for (int i = 0; i < 10; ++i) CHECK(absl::IsUnavailable(on.Pid().status()));
  on.server.Start();
  CHECK(test::Eventually([&] { return on.Pid().ok(); }));
}

TEST_CASE("who finds no connection free waits no longer than it has patience", "[contract][sql]") {
  On on;
  std::atomic<bool> done = false;
  std::vector<std::jthread> sleepers;
  for (int i = 0; i < 4; ++i) {
    sleepers.emplace_back([&] {
      const base::Patience patience(absl::Seconds(60), [&done] { return done.load(); });
      (void)on.pool.Run([](Postgres& db) { return db.Run(kSleep).status(); });
    });
  }
  REQUIRE(test::Eventually([&] {
    return on.Reports("motcua_database_connections{state=\"busy\",store=\"test\"} 4\n");
  }));
  {
    const base::Patience patience(absl::Milliseconds(50));
    CHECK(absl::IsUnavailable(on.Pid().status()));
  }
  done = true;
}

TEST_CASE("one who leaves while he connects refuses nobody else", "[contract][sql]") {
  On on;
  {
    const base::Patience patience(absl::Milliseconds(1));
    CHECK(absl::IsUnavailable(on.Pid().status()));
  }
  {
    const base::Patience patience(absl::Milliseconds(30), [] { return true; });
    (void)on.Pid();
  }
  CHECK(on.Pid().ok());
}

TEST_CASE("a connection that took its caller's time is kept for the next one", "[contract][sql]") {
  On on;
  on.server.Pause();
  std::jthread slow([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(600));
    on.server.Resume();
  });
  {
    const base::Patience patience(absl::Milliseconds(100));
    bool has_run = false;
    const absl::Status status = on.pool.Run([&](Postgres&) {
      has_run = true;
      return absl::OkStatus();
    });
    CHECK(absl::IsDeadlineExceeded(status));
    CHECK_FALSE(has_run);
  }
  CHECK(on.Reports("motcua_database_connections{state=\"idle\",store=\"test\"} 1\n"));
  CHECK(on.Pid().ok());
}

TEST_CASE("what a lost connection has begun is not begun again", "[contract][sql]") {
  On on;
  REQUIRE(on.Pid().ok());
  int runs = 0;
  const absl::Status status = on.pool.Run([&](Postgres& db) -> absl::Status {
    ++runs;
    RETURN_IF_ERROR(db.Run(kPid).status());
    on.server.Query("motcua",
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = 'motcua' AND pid <> pg_backend_pid()");
    return db.Run(kPid).status();
  });
  CHECK(absl::IsUnavailable(status));
  CHECK(runs == 1);
}

}  // namespace motcua::sql
