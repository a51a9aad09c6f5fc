#include "libs/sql/transaction.h"

#include "libs/base/status_macros.h"
#include "libs/obs/log.h"

namespace motcua::sql {
namespace {

enum : size_t { kBegin, kCommit, kRollback };

constexpr const char* kTexts[] = {"BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"};

}  // namespace

absl::StatusOr<std::unique_ptr<Transactions>> Transactions::On(Sqlite& db) {
  std::vector<Statement> statements;
  for (const char* const text : kTexts) {
    ASSIGN_OR_RETURN(Statement statement, db.Prepare(text));
    statements.push_back(std::move(statement));
  }
  return std::unique_ptr<Transactions>(new Transactions(db, std::move(statements)));
}

absl::Status Transactions::Begin() {
  // A rollback that failed left it open.
  if (db_.InTransaction()) RETURN_IF_ERROR(Do(kRollback));
  return Do(kBegin);
}

absl::Status Transactions::End(absl::Status status) {
  db_.EndRuns();
  if (status.ok()) status = Do(kCommit);
  // Some errors end the transaction by themselves; then there is nothing to roll back.
  if (status.ok() || !db_.InTransaction()) return status;
  if (const absl::Status undone = Do(kRollback); !undone.ok()) {
    obs::Log(obs::Level::kError, "rollback_failed").Str("cause", std::string(undone.message()));
  }
  return status;
}

absl::Status Transactions::Do(size_t statement) {
  return statements_[statement].Begin().Run();
}

}  // namespace motcua::sql
