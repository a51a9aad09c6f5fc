#pragma once

#include <memory>

#include "services/intake/store/postgres_store.h"
#include "services/intake/store/sqlite_store.h"
#include "tests/contract/dossier_commands.h"
#include "tests/support/fake_clock.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temp_dir.h"

// An empty store of dossiers on each database, for tests that ask nothing else of it.
namespace motcua::intake {

class OnSqlite {
 public:
  DossierStore& store() { return *store_; }

 private:
  test::FakeClock clock_{kNow};
  obs::Metrics metrics_;
  test::TempDir folder_;
  std::unique_ptr<DossierStore> store_ =
      OpenSqliteStore({folder_ / "intake.db"}, clock_, metrics_, [](const auto&, auto) {}).value();
};

class OnPostgres {
 public:
  DossierStore& store() { return *store_; }

 private:
  test::FakeClock clock_{kNow};
  obs::Metrics metrics_;
  test::PostgresDatabase database_;
  std::unique_ptr<DossierStore> store_ =
      OpenPostgresStore({.conninfo = database_.conninfo}, clock_, metrics_, [](const auto&, auto) {
      }).value();
};

}  // namespace motcua::intake
