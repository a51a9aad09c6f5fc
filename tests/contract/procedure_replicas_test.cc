// Several catalogues on one PostgreSQL, as in production, and what becomes of one without it.
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/patience.h"
#include "libs/base/text.h"
#include "services/procedure-catalog/store/postgres_store.h"
#include "tests/contract/procedure_entries.h"
#include "tests/support/eventually.h"
#include "tests/support/postgres_server.h"

namespace motcua::catalog {

TEST_CASE("replicas of the catalogue see at once what came in by another", "[contract][catalog]") {
  OnPostgres on;
  const auto other = on.Another();
  for (int i = 0; i < 50; ++i) {
    const std::string code = base::Cat("1.00", 1000 + i);
    ProcedureStore& to = i % 2 == 0 ? *on.store : *other;
    ProcedureStore& from = i % 2 == 0 ? *other : *on.store;
    REQUIRE(*to.Add({Any(code, base::Cat("x", i))}, kNow, false) == std::vector<bool>{true});
    CHECK(*from.Add({Any(code, base::Cat("x", i))}, kNow, false) == std::vector<bool>{false});
    CHECK(from.Get({code, {"2026-11-23", {}}})->number == 1);
    CHECK(from.Find(For(base::Cat("x", i)), 0, 10)->total == 1);
  }
}

TEST_CASE("who comes too late leaves nobody behind what came in", "[contract][catalog]") {
  OnPostgres on;
  const auto other = on.Another();
  for (int i = 0; i < 20; ++i) {
    const std::string code = base::Cat("1.00", 1000 + i);
    REQUIRE(on.store->Add({Any(code, "khai sinh")}, kNow, false).ok());
    {
      const base::Patience patience(absl::Seconds(-1));
      (void)other->Get({code, {"2026-11-23", {}}});
    }
    REQUIRE(other->Get({code, {"2026-11-23", {}}}).ok());
  }
}

TEST_CASE("replicas that import the same at once keep everything once", "[contract][catalog]") {
  OnPostgres on;
  const auto other = on.Another();
  std::vector<Entry> entries;
  for (int i = 0; i < 300; ++i) entries.push_back(Any(base::Cat("1.00", 1000 + i), "x"));
  auto mine = std::async(std::launch::async, [&] { return on.store->Add(entries, kNow, false); });
  const auto theirs = other->Add(entries, kNow, false);
  const auto ours = mine.get();
  REQUIRE(ours.ok());
  REQUIRE(theirs.ok());
  for (size_t i = 0; i < entries.size(); ++i) CHECK((*ours)[i] != (*theirs)[i]);
  CHECK(on.store->Find(For(""), 0, 1)->total == 300);
  CHECK(other->Find(For(""), 0, 1)->total == 300);
}

TEST_CASE("while the database is away the catalogue is read on, and nothing comes in",
          "[contract][catalog]") {
  test::PostgresServer server;
  obs::Metrics metrics;
  const auto read = [](std::string_view content) -> absl::StatusOr<Procedure> {
    return Made().find(content)->second;
  };
  const auto store = OpenPostgresStore({server.Database(), 4, read}, metrics).value();
  REQUIRE(store->Add({Any("1.001193", "khai sinh")}, kNow, false).ok());
  server.Pause();
  // One asks now and then, and waits a little. If each did, the test would be out of time.
  for (int i = 0; i < 10'000; ++i) CHECK(store->Get({"1.001193", {"2026-11-23", {}}}).ok());
  server.Resume();
  server.Kill();
  CHECK(store->Get({"1.001193", {"2026-11-23", {}}}).ok());
  CHECK(store->Find(For("khai sinh"), 0, 10)->total == 1);
  CHECK(absl::IsUnavailable(store->Add({Any("1.001194", "khai tử")}, kNow, false).status()));
  server.Start();
  CHECK(
      test::Eventually([&] { return store->Add({Any("1.001194", "khai tử")}, kNow, false).ok(); }));
}

}  // namespace motcua::catalog
