#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/base/status_macros.h"
#include "libs/sql/sqlite.h"

namespace motcua::sql {

// Transactions on one connection, which outlives this. For one thread at a time.
class Transactions {
 public:
  static absl::StatusOr<std::unique_ptr<Transactions>> On(Sqlite& db);

  // Runs `body`, which gives a Status, as one transaction that holds the write lock from its
  // beginning. After an error, of the body's or of the commit's, nothing of it is left.
  template <typename Body>
  absl::Status Run(Body body) {
    RETURN_IF_ERROR(Begin());
    return End(body());
  }

  // As Run, but nothing is left of it when `body` has succeeded either: it has only been tried.
  template <typename Body>
  absl::Status Try(Body body) {
    RETURN_IF_ERROR(Begin());
    absl::Status status = body();
    End(status.ok() ? absl::CancelledError("tried") : status).IgnoreError();
    return status;
  }

 private:
  Transactions(Sqlite& db, std::vector<Statement> statements)
      : db_(db), statements_(std::move(statements)) {}

  absl::Status Begin();
  // Commits when `status` is OK, else rolls back. Returns what was wrong.
  absl::Status End(absl::Status status);
  absl::Status Do(size_t statement);

  Sqlite& db_;
  std::vector<Statement> statements_;
};

}  // namespace motcua::sql
