#include "libs/sql/migrate.h"

#include <vector>

#include "libs/base/ids.h"
#include "libs/base/status_macros.h"
#include "libs/sql/transaction.h"

namespace motcua::sql {
namespace {

constexpr char kTable[] = R"sql(
  CREATE TABLE IF NOT EXISTS schema_version(
    version INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL,
    applied_time TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))) STRICT)sql";

absl::StatusOr<std::vector<NotedMigration>> Noted(Sqlite& db) {
  ASSIGN_OR_RETURN(Statement query,
                   db.Prepare("SELECT version, name, sha256 FROM schema_version ORDER BY version"));
  std::vector<NotedMigration> noted;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, query.Step());
    if (!more) return noted;
    noted.push_back({query.Int(0), query.Text(1), query.Text(2)});
  }
}

absl::Status Apply(Sqlite& db, const Migration& migration) {
  RETURN_IF_ERROR(db.Exec(std::string(migration.sql)));
  if (!db.InTransaction()) {
    return absl::InternalError("it ends the transaction that it runs in");
  }
  ASSIGN_OR_RETURN(
      Statement note,
      db.Prepare("INSERT INTO schema_version(version, name, sha256) VALUES(?1,?2,?3)"));
  return note.Begin()
      .Bind(1, migration.version)
      .Bind(2, migration.name)
      .Bind(3, base::Sha256Hex(migration.sql))
      .Run();
}

// Takes one step if one is left. Looks anew each time: another process may be at it too.
absl::StatusOr<bool> Step(Sqlite& db, Transactions& transactions,
                          std::span<const Migration> migrations) {
  bool stepped = false;
  RETURN_IF_ERROR(transactions.Run([&]() -> absl::Status {
    RETURN_IF_ERROR(db.Exec(kTable));
    ASSIGN_OR_RETURN(const std::vector<NotedMigration> noted, Noted(db));
    RETURN_IF_ERROR(CheckNoted(noted, migrations));
    if (noted.size() == migrations.size()) return absl::OkStatus();
    const Migration& next = migrations[noted.size()];
    stepped = true;
    const absl::Status status = Apply(db, next);
    return status.ok() ? status : InStep(next, status);
  }));
  return stepped;
}

}  // namespace

absl::Status Migrate(Sqlite& db, std::span<const Migration> migrations) {
  RETURN_IF_ERROR(CheckSteps(migrations));
  ASSIGN_OR_RETURN(std::unique_ptr<Transactions> transactions, Transactions::On(db));
  while (true) {
    ASSIGN_OR_RETURN(const bool stepped, Step(db, *transactions, migrations));
    if (!stepped) return absl::OkStatus();
  }
}

}  // namespace motcua::sql
