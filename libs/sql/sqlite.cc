#include "libs/sql/sqlite.h"

#include "libs/base/error.h"
#include "libs/base/patience.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"

namespace motcua::sql {
namespace {

// The WAL keeps its size when it begins anew: to overwrite is cheaper than to append.
constexpr char kWriterPragmas[] = "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";

// 64 MiB of pages of 4 KiB.
constexpr int kWalFrames = 16384;

// Of SQLite's virtual machine, some tens of microseconds.
constexpr int kStepsBetweenGlances = 4'000;

absl::StatusCode CodeOf(int code) {
  if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ||
      code == SQLITE_CONSTRAINT_ROWID) {
    return absl::StatusCode::kAlreadyExists;
  }
  switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return absl::StatusCode::kDataLoss;
    default: return absl::StatusCode::kInternal;
  }
}

// Asked now and then while a statement runs.
int IsInVain(void*) {
  return base::Patience::IsInVain() ? 1 : 0;
}

// What a statement that was interrupted is told.
absl::Status GivenUp() {
  if (base::Patience::CallerHasLeft()) return absl::CancelledError("the caller has left");
  return absl::DeadlineExceededError("the database did not answer in time");
}

// A null pointer would bind NULL.
const char* NotNull(std::string_view text) {
  return text.empty() ? "" : text.data();
}

// WAL is a property of the file: asking for it is also what finds out that the file is no database.
// A database in memory has no WAL and says so.
absl::Status SetUpWriter(Sqlite& db) {
  ASSIGN_OR_RETURN(Statement wal, db.Prepare("PRAGMA journal_mode=WAL"));
  ASSIGN_OR_RETURN(const bool told, wal.Begin().Step());
  const std::string mode = told ? wal.Text(0) : "";
  wal.Begin();
  if (mode != "wal" && mode != "memory") {
    return absl::InternalError(base::Cat("no WAL, the journal is of mode ", mode));
  }
  db.LimitWal(kWalFrames);
  return db.Exec(kWriterPragmas);
}

}  // namespace

absl::Status SqliteStatus(sqlite3* db, int code) {
  const int primary = code & 0xff;
  if (primary == SQLITE_OK || primary == SQLITE_ROW || primary == SQLITE_DONE) {
    return absl::OkStatus();
  }
  const bool is_last = db != nullptr && (sqlite3_errcode(db) & 0xff) == primary;
  if (primary == SQLITE_INTERRUPT) return GivenUp();
  if (primary == SQLITE_BUSY || primary == SQLITE_LOCKED) {
    return base::Overloaded("another process holds the database");
  }
  if (primary == SQLITE_FULL) {
    return base::DiskFull();
  }
  return absl::Status(CodeOf(code), base::Cat("sqlite ", code, ": ",
                                              is_last ? sqlite3_errmsg(db) : sqlite3_errstr(code)));
}

Statement& Statement::Begin() {
  // Says again what the last run ended with, which Step has said.
  (void)sqlite3_reset(stmt_.get());
  (void)sqlite3_clear_bindings(stmt_.get());
  bind_error_ = SQLITE_OK;
  return *this;
}

Statement& Statement::Bound(int code) {
  if (bind_error_ == SQLITE_OK) bind_error_ = code;
  return *this;
}

Statement& Statement::Bind(int index, std::string_view text) {
  return Bound(sqlite3_bind_text64(stmt_.get(), index, NotNull(text), text.size(), SQLITE_TRANSIENT,
                                   SQLITE_UTF8));
}

Statement& Statement::Bind(int index, double number) {
  return Bound(sqlite3_bind_double(stmt_.get(), index, number));
}

Statement& Statement::Bind(int index, int64_t number) {
  return Bound(sqlite3_bind_int64(stmt_.get(), index, number));
}

Statement& Statement::BindBlob(int index, std::string_view bytes) {
  return Bound(
      sqlite3_bind_blob64(stmt_.get(), index, NotNull(bytes), bytes.size(), SQLITE_TRANSIENT));
}

Statement& Statement::BindNull(int index) {
  return Bound(sqlite3_bind_null(stmt_.get(), index));
}

Statement& Statement::Bind(int index, const std::optional<int64_t>& number) {
  return number ? Bind(index, *number) : BindNull(index);
}

absl::StatusOr<bool> Statement::Step() {
  if (bind_error_ != SQLITE_OK) return SqliteStatus(db_, bind_error_);
  const int code = sqlite3_step(stmt_.get());
  if (code == SQLITE_ROW) return true;
  absl::Status status = SqliteStatus(db_, code);
  (void)sqlite3_reset(stmt_.get());
  if (!status.ok()) return status;
  return false;
}

absl::Status Statement::Run() {
  ASSIGN_OR_RETURN(const bool row, Step());
  if (!row) return absl::OkStatus();
  (void)sqlite3_reset(stmt_.get());
  return absl::InternalError("a statement that should give no rows gave one");
}

std::string Statement::Text(int column) const {
  const void* const bytes = sqlite3_column_blob(stmt_.get(), column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes),
          static_cast<size_t>(sqlite3_column_bytes(stmt_.get(), column))};
}

int64_t Statement::Int(int column) const {
  return sqlite3_column_int64(stmt_.get(), column);
}

std::optional<int64_t> Statement::OptionalInt(int column) const {
  if (IsNull(column)) return std::nullopt;
  return Int(column);
}

bool Statement::IsNull(int column) const {
  return sqlite3_column_type(stmt_.get(), column) == SQLITE_NULL;
}

absl::StatusOr<std::unique_ptr<Sqlite>> Sqlite::Open(const std::string& path, Mode mode) {
  const int access =
      mode == Mode::kReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle,
                                   access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  // The handle is there to be closed even when opening failed.
  auto db = std::unique_ptr<Sqlite>(new Sqlite(handle));
  absl::Status status = SqliteStatus(handle, code);
  if (status.ok()) {
    sqlite3_busy_timeout(handle, kBusyMilliseconds);
    if (mode == Mode::kReadOnly) {
      sqlite3_progress_handler(handle, kStepsBetweenGlances, IsInVain, nullptr);
    }
    status = mode == Mode::kReadOnly ? db->Exec("PRAGMA query_only=ON; SELECT 1 FROM sqlite_schema")
                                     : SetUpWriter(*db);
  }
  if (!status.ok())
    return absl::Status(status.code(), base::Cat(path, ": ", std::string(status.message())));
  return db;
}

absl::StatusOr<Statement> Sqlite::Prepare(std::string_view sql) {
  sqlite3_stmt* stmt = nullptr;
  const char* rest = nullptr;
  const int code = sqlite3_prepare_v3(db_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &stmt, &rest);
  Statement statement(db_.get(), stmt);
  RETURN_IF_ERROR(SqliteStatus(db_.get(), code));
  const std::string_view behind = sql.substr(static_cast<size_t>(rest - sql.data()));
  if (stmt == nullptr || behind.find_first_not_of("; \t\r\n") != std::string_view::npos) {
    return absl::InternalError(base::Cat("not one statement: ", sql));
  }
  return statement;
}

absl::Status Sqlite::Exec(const std::string& sql) {
  return SqliteStatus(db_.get(), sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr));
}

int64_t Sqlite::Changes() const {
  return sqlite3_changes64(db_.get());
}

bool Sqlite::InTransaction() const {
  return sqlite3_get_autocommit(db_.get()) == 0;
}

void Sqlite::LimitWal(int frames) {
  wal_limit_.reset();
  wal_limit_ = std::make_unique<WalLimit>(db_.get(), frames);
}

void Sqlite::EndRuns() {
  for (sqlite3_stmt* stmt = sqlite3_next_stmt(db_.get(), nullptr); stmt != nullptr;
       stmt = sqlite3_next_stmt(db_.get(), stmt)) {
    if (sqlite3_stmt_busy(stmt) != 0) (void)sqlite3_reset(stmt);
  }
}

}  // namespace motcua::sql
