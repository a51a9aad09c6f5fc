#pragma once

#include <chrono>
#include <thread>

#include "absl/status/status.h"
#include "libs/sql/postgres.h"

namespace motcua::sql {

// How often a transaction that lost against another is tried.
inline constexpr int kPgAttempts = 4;

// Whether the same transaction, run again from its beginning, may go through: it lost against
// another one (serialization failure, deadlock), or somebody has just made a row that it meant to
// make, and would now find it.
inline bool LostAgainstAnother(const absl::Status& status) {
  return absl::IsAborted(status) || absl::IsAlreadyExists(status);
}

// Runs `body`, which begins and commits a transaction on `db` itself (so that both travel with its
// statements) and gives a Status; again from the beginning when it lost against another. Nothing of
// a transaction that failed is left.
template <typename Body>
absl::Status RunPgTransaction(Postgres& db, Body body) {
  absl::Status status;
  for (int attempt = 0; attempt < kPgAttempts; ++attempt) {
    // The other one has time to end.
    if (attempt > 0) std::this_thread::sleep_for(std::chrono::milliseconds(attempt));
    status = body();
    db.Rollback();
    if (!LostAgainstAnother(status)) break;
  }
  return status;
}

}  // namespace motcua::sql
