#pragma once

#include <sqlite3.h>

#include <chrono>

namespace motcua::sql {

// How long a connection waits for a lock.
inline constexpr int kBusyMilliseconds = 5000;

// Begins the WAL of a writing connection anew when it gets long. The writer has to do this itself:
// to begin anew, nobody may write, and another connection that asks for SQLite's write lock does
// not get it from a writer that never pauses. What a Checkpointer has copied already need not be
// copied again.
class WalLimit {
 public:
  // Looks after `db`, which outlives this, at every commit. Frames are pages of the database.
  WalLimit(sqlite3* db, int frames);
  ~WalLimit();
  WalLimit(const WalLimit&) = delete;
  WalLimit& operator=(const WalLimit&) = delete;

 private:
  using Clock = std::chrono::steady_clock;

  static int OnCommit(void* self, sqlite3* db, const char* name, int frames);
  void BeginAnew();

  sqlite3* const db_;
  const int frames_;
  Clock::time_point not_before_ = Clock::time_point::min();
};

}  // namespace motcua::sql
