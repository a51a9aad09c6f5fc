#pragma once

#include <memory>
#include <span>
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

  // Runs `apply` on every command of `group`, in order, as one transaction; what a GroupCommitter's
  // `commit` does. `results` gets what `apply` gave for each. A command whose result is an error
  // leaves nothing behind and does not fail its neighbours. An error is returned when the
  // transaction as a whole failed, and then nothing is left of any.
  template <typename Command, typename Result, typename Apply>
  absl::Status RunGroup(std::span<const Command> group,
                        std::vector<absl::StatusOr<Result>>& results, Apply apply) {
    return Run([&] {
      for (const Command& command : group) {
        RETURN_IF_ERROR(Mark());
        absl::StatusOr<Result> result = apply(command);
        RETURN_IF_ERROR(result.ok() ? Keep() : Undo(result.status()));
        results.push_back(std::move(result));
      }
      return absl::OkStatus();
    });
  }

 private:
  Transactions(Sqlite& db, std::vector<Statement> statements)
      : db_(db), statements_(std::move(statements)) {}

  absl::Status Begin();
  // Commits when `status` is OK, else rolls back. Returns what was wrong.
  absl::Status End(absl::Status status);
  // A savepoint, and its two ends. Undo fails with `cause` when SQLite has by itself rolled back
  // the whole transaction, as it does when the disk is full.
  absl::Status Mark();
  absl::Status Keep();
  absl::Status Undo(const absl::Status& cause);
  absl::Status Do(size_t statement);

  Sqlite& db_;
  std::vector<Statement> statements_;
};

}  // namespace motcua::sql
