#include "libs/sql/pg_migrate.h"

#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include "libs/base/error.h"
#include "libs/base/ids.h"
#include "libs/base/status_macros.h"
#include "libs/sql/pg_start.h"

namespace motcua::sql {
namespace {

constexpr std::chrono::milliseconds kBetweenTries(200);

// A step rewrites a table at most.
constexpr std::chrono::hours kLongestStep(1);

// Held to the end of a step. The number means nothing but "the schema of this database".
const PgQuery kTakeTurn = {"take_turn", "SELECT pg_try_advisory_xact_lock(7101963)::int::bigint"};
constexpr char kMakeNotes[] = R"sql(
  CREATE TABLE IF NOT EXISTS schema_version(
    version integer PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL,
    applied_time timestamptz NOT NULL DEFAULT now()))sql";

const PgQuery kNoted = {"migrations_noted",
                        "SELECT version, name, sha256 FROM schema_version ORDER BY version"};
const PgQuery kNote = {"note_migration",
                       "INSERT INTO schema_version(version, name, sha256)"
                       " VALUES($1::bigint, $2, $3)"};

absl::StatusOr<std::vector<NotedMigration>> Noted(Postgres& db) {
  ASSIGN_OR_RETURN(const PgResult rows, db.Run(kNoted));
  std::vector<NotedMigration> noted;
  for (int i = 0; i < rows.size(); ++i) {
    noted.push_back({rows[i].Int(0), rows[i].Text(1), rows[i].Text(2)});
  }
  return noted;
}

absl::Status Apply(Postgres& db, const Migration& migration) {
  const absl::Duration usual = db.set_limit(absl::FromChrono(kLongestStep));
  const absl::Status status = db.Exec(std::string(migration.sql));
  db.set_limit(usual);
  RETURN_IF_ERROR(status);
  PgParams params;
  params.Add(migration.version).Add(migration.name).Add(base::Sha256Hex(migration.sql));
  return db.Run(kNote, std::move(params)).status();
}

enum class Stepped { kOne, kNoneLeft, kNotOurTurn };

// Takes one step if one is left. Looks anew each time: another process may be at it too.
absl::StatusOr<Stepped> Step(Postgres& db, std::span<const Migration> migrations) {
  db.Queue(kPgBegin);
  db.Queue(kTakeTurn);
  ASSIGN_OR_RETURN(const std::vector<PgResult> turn, db.Flush());
  if (turn[1][0].Int(0) == 0) return Stepped::kNotOurTurn;
  RETURN_IF_ERROR(db.Exec(kMakeNotes));
  ASSIGN_OR_RETURN(const std::vector<NotedMigration> noted, Noted(db));
  RETURN_IF_ERROR(CheckNoted(noted, migrations));
  const bool is_left = noted.size() < migrations.size();
  if (is_left) {
    const Migration& next = migrations[noted.size()];
    if (const absl::Status status = Apply(db, next); !status.ok()) return InStep(next, status);
  }
  RETURN_IF_ERROR(db.Run(kPgCommit).status());
  return is_left ? Stepped::kOne : Stepped::kNoneLeft;
}

}  // namespace

absl::Status Migrate(Postgres& db, std::span<const Migration> migrations) {
  RETURN_IF_ERROR(CheckSteps(migrations));
  const auto end = std::chrono::steady_clock::now() + kLongestStep;
  while (true) {
    const absl::StatusOr<Stepped> stepped = Step(db, migrations);
    db.Rollback();
    if (!stepped.ok() || *stepped == Stepped::kNoneLeft) return stepped.status();
    if (*stepped == Stepped::kOne) continue;
    if (std::chrono::steady_clock::now() > end) {
      return base::DependencyAway("another program migrates for too long");
    }
    std::this_thread::sleep_for(kBetweenTries);
  }
}

absl::Status BringUpToDate(const std::string& conninfo, std::span<const Migration> migrations) {
  return OnceThere([&]() -> absl::Status {
    ASSIGN_OR_RETURN(const std::unique_ptr<Postgres> db, Postgres::Connect(conninfo));
    return Migrate(*db, migrations);
  });
}

}  // namespace motcua::sql
