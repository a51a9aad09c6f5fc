#include "libs/sql/migrate.h"

#include "libs/base/ids.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/sql/transaction.h"

namespace motcua::sql {
namespace {

constexpr char kTable[] = R"sql(
  CREATE TABLE IF NOT EXISTS schema_version(
    version INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL,
    applied_time TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))) STRICT)sql";

absl::Status CheckSteps(std::span<const Migration> migrations) {
  int last = 0;
  for (const Migration& migration : migrations) {
    if (migration.version != last + 1) {
      return absl::InvalidArgumentError(
          base::Cat("migration ", migration.version, " ", migration.name, " follows ", last));
    }
    last = migration.version;
  }
  return absl::OkStatus();
}

// What is noted in the database must be the beginning of what the program knows.
absl::Status CheckNoted(Sqlite& db, std::span<const Migration> migrations, size_t* noted) {
  ASSIGN_OR_RETURN(Statement query,
                   db.Prepare("SELECT version, name, sha256 FROM schema_version ORDER BY version"));
  for (*noted = 0;; ++*noted) {
    ASSIGN_OR_RETURN(const bool more, query.Step());
    if (!more) return absl::OkStatus();
    const int64_t version = query.Int(0);
    if (version > static_cast<int64_t>(migrations.size())) {
      return absl::FailedPreconditionError(base::Cat("the database has schema version ", version,
                                                     ", the program knows ", migrations.size(),
                                                     ": it is older than the database"));
    }
    if (version != static_cast<int64_t>(*noted) + 1) {
      return absl::FailedPreconditionError(
          base::Cat("the database has schema version ", version, " but not ", *noted + 1));
    }
    const Migration& migration = migrations[*noted];
    if (query.Text(1) != migration.name || query.Text(2) != base::Sha256Hex(migration.sql)) {
      return absl::FailedPreconditionError(
          base::Cat("migration ", version, " was ", query.Text(1),
                    " when it was applied, and the program has another one: ", migration.name));
    }
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
    size_t noted = 0;
    RETURN_IF_ERROR(CheckNoted(db, migrations, &noted));
    if (noted == migrations.size()) return absl::OkStatus();
    const Migration& next = migrations[noted];
    stepped = true;
    absl::Status status = Apply(db, next);
    if (status.ok()) return status;
    return absl::Status(status.code(), base::Cat("migration ", next.version, " ", next.name, ": ",
                                                 std::string(status.message())));
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
