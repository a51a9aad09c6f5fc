#pragma once

#include <memory>

#include "absl/time/time.h"
#include "catch2/catch.hpp"
#include "libs/obs/metrics.h"
#include "libs/sql/migrate.h"
#include "libs/sql/pg_migrate.h"
#include "services/procedure-catalog/store/postgres_desks.h"
#include "services/procedure-catalog/store/postgres_local_codes.h"
#include "services/procedure-catalog/store/postgres_schema.h"
#include "services/procedure-catalog/store/sqlite_desks.h"
#include "services/procedure-catalog/store/sqlite_local_codes.h"
#include "services/procedure-catalog/store/sqlite_schema.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temp_dir.h"

namespace motcua::catalog {

inline const absl::Time kThen = absl::FromUnixSeconds(1'795'400'000);

// A database for what provinces and authorities tell, opened as often as is asked for.
class ToldOnSqlite {
 public:
  ToldOnSqlite() : db_(sql::Sqlite::Open(path_).value()) {
    REQUIRE(sql::Migrate(*db_, SqliteMigrations()).ok());
  }
  std::unique_ptr<LocalCodeStore> LocalCodes() {
    return OpenSqliteLocalCodes(path_, metrics_).value();
  }
  std::unique_ptr<DeskStore> Desks() { return OpenSqliteDesks(path_, metrics_).value(); }

 private:
  test::TempDir folder_;
  const std::string path_ = folder_ / "catalog.db";
  obs::Metrics metrics_;
  std::unique_ptr<sql::Sqlite> db_;
};

class ToldOnPostgres {
 public:
  ToldOnPostgres() { REQUIRE(sql::BringUpToDate(database_.conninfo, PostgresMigrations()).ok()); }
  std::unique_ptr<LocalCodeStore> LocalCodes() {
    return OpenPostgresLocalCodes(database_.conninfo, metrics_);
  }
  std::unique_ptr<DeskStore> Desks() { return OpenPostgresDesks(database_.conninfo, metrics_); }

 private:
  test::PostgresDatabase database_;
  obs::Metrics metrics_;
};

}  // namespace motcua::catalog
