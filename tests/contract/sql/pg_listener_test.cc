#include "libs/sql/pg_listener.h"

#include <memory>
#include <mutex>
#include <vector>

#include "catch2/catch.hpp"
#include "tests/support/eventually.h"
#include "tests/support/postgres_server.h"

namespace motcua::sql {
namespace {

struct On {
  test::PostgresServer server;
  std::string conninfo = server.Database();
  std::mutex mutex;
  std::vector<std::string> notices;
  int gaps = 0;
  PgListener listener{conninfo, "news",
                      [this](std::string_view payload) {
                        const std::lock_guard lock(mutex);
                        notices.emplace_back(payload);
                      },
                      [this] {
                        const std::lock_guard lock(mutex);
                        ++gaps;
                      }};

  bool Heard(size_t count) {
    return test::Eventually([&] {
      const std::lock_guard lock(mutex);
      return notices.size() == count;
    });
  }
  bool Gaps(int count) {
    return test::Eventually([&] {
      const std::lock_guard lock(mutex);
      return gaps == count;
    });
  }
};

}  // namespace

TEST_CASE("notices of committed transactions are heard in order, of others none",
          "[contract][sql]") {
  On on;
  REQUIRE(on.Gaps(1));
  on.server.Query("motcua", "BEGIN; NOTIFY news, 'undone'; ROLLBACK");
  for (const char* const payload : {"a", "b", "c"}) {
    on.server.Query("motcua", std::string("NOTIFY news, '") + payload + "'");
  }
  REQUIRE(on.Heard(3));
  CHECK(on.notices == std::vector<std::string>{"a", "b", "c"});
  CHECK(on.gaps == 1);
}

TEST_CASE("a listener that lost its server listens again, and says that there was a gap",
          "[contract][sql]") {
  On on;
  REQUIRE(on.Gaps(1));
  on.server.Kill();
  on.server.Start();
  REQUIRE(on.Gaps(2));
  on.server.Query("motcua", "NOTIFY news, 'again'");
  CHECK(on.Heard(1));
}

TEST_CASE("a listener whose server says nothing can be ended", "[contract][sql]") {
  auto on = std::make_unique<On>();
  REQUIRE(on->Gaps(1));
  on->server.Kill();
  on->server.Start();
  on->server.Pause();  // While it connects again, or after.
  auto listener = std::make_unique<PgListener>(
      on->conninfo, "news", [](std::string_view) {}, [] {});
  listener.reset();
  on->server.Resume();
  on.reset();
  SUCCEED();
}

}  // namespace motcua::sql
