#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/sql/wal_limit.h"

namespace motcua::sql {

// What the last call on `db` came to: unique violation AlreadyExists, busy and locked Unavailable,
// full disk ResourceExhausted, damaged file DataLoss, the rest Internal.
absl::Status SqliteStatus(sqlite3* db, int code);

// A prepared statement. Use: Begin, Bind…, then Step until it says false. Whoever leaves a run
// before its end calls Begin again, or the run keeps its snapshot (Readers and Transactions see to
// that).
class Statement {
 public:
  Statement(sqlite3* db, sqlite3_stmt* stmt) : db_(db), stmt_(stmt) {}

  // Begins a run: forgets the last one's bindings and rows.
  Statement& Begin();
  // Parameters from 1. Text and blobs are copied. What is wrong with a parameter Step says.
  Statement& Bind(int index, std::string_view text);
  Statement& Bind(int index, int64_t number);
  Statement& Bind(int index, double number);
  Statement& Bind(int index, int number) { return Bind(index, static_cast<int64_t>(number)); }
  Statement& BindBlob(int index, std::string_view bytes);
  Statement& BindNull(int index);
  Statement& Bind(int index, const std::optional<int64_t>& number);

  // True when a row is there, false at the end. After an error the run is over.
  absl::StatusOr<bool> Step();
  // Runs a statement that gives no rows.
  absl::Status Run();

  // Columns from 0, of the row that Step found. Text() of NULL is empty.
  std::string Text(int column) const;
  int64_t Int(int column) const;
  std::optional<int64_t> OptionalInt(int column) const;
  bool IsNull(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* stmt) const { sqlite3_finalize(stmt); }
  };
  Statement& Bound(int code);

  sqlite3* db_;
  std::unique_ptr<sqlite3_stmt, Finalize> stmt_;
  int bind_error_ = SQLITE_OK;
};

// One connection. For one thread at a time.
class Sqlite {
 public:
  enum class Mode { kReadWrite, kReadOnly };

  // Opens (and, for writing, creates) the file: WAL, synchronous=FULL, foreign keys on, busy
  // timeout 5 s. A file that is no database is DataLoss. Keep a Checkpointer beside a connection
  // that writes. A statement that only reads, on a connection that only reads, ends when the
  // thread's base::Patience does: DeadlineExceeded, or Cancelled when the caller has left.
  static absl::StatusOr<std::unique_ptr<Sqlite>> Open(const std::string& path,
                                                      Mode mode = Mode::kReadWrite);

  // `sql` is one statement. The connection outlives it.
  absl::StatusOr<Statement> Prepare(std::string_view sql);
  // Runs one or more statements that take no parameters.
  absl::Status Exec(const std::string& sql);
  // Rows that the last statement changed.
  int64_t Changes() const;
  // Whether a transaction was begun and is neither committed nor rolled back.
  bool InTransaction() const;
  // Begins the WAL anew when it has `frames` pages.
  void LimitWal(int frames);
  // Ends every run that was left before its end, so that no snapshot is held.
  void EndRuns();
  sqlite3* handle() const { return db_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
  };
  explicit Sqlite(sqlite3* db) : db_(db) {}
  std::unique_ptr<sqlite3, Close> db_;
  std::unique_ptr<WalLimit> wal_limit_;
};

}  // namespace motcua::sql
