#pragma once

#include <atomic>
#include <cstdlib>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "libs/base/text.h"
#include "libs/sql/sqlite.h"
#include "libs/sql/transaction.h"

namespace motcua::test {

struct Row {
  int submitter;
  int number;
};

// The number of a row whose command makes SQLite roll back the transaction by itself.
inline constexpr int kEndsTransaction = -1;

// A store with two tables: a command notes the attempt in one and inserts its row into the other,
// where a submitter's number may stand only once.
class Rows {
 public:
  explicit Rows(const std::string& path)
      : db_(*sql::Sqlite::Open(path)), transactions_(*sql::Transactions::On(*db_)) {
    if (!db_->Exec("CREATE TABLE IF NOT EXISTS attempts(submitter, number);"
                   "CREATE TABLE IF NOT EXISTS rows(position INTEGER PRIMARY KEY,"
                   " submitter INTEGER, number INTEGER, UNIQUE(submitter, number))")
             .ok()) {
      std::abort();
    }
    attempt_.push_back(*db_->Prepare("INSERT INTO attempts VALUES(?1, ?2)"));
    attempt_.push_back(*db_->Prepare("INSERT INTO rows(submitter, number) VALUES(?1, ?2)"));
  }

  // The function for a GroupCommitter.
  auto Commit() {
    return [this](std::span<const Row> group, std::vector<absl::StatusOr<int64_t>>& results) {
      waiting_ = true;
      open_.wait(false);
      ++groups_;
      return transactions_->Run([&]() -> absl::Status {
        for (const Row& row : group) {
          ASSIGN_OR_RETURN(const int64_t position, Insert(row));
          results.emplace_back(position);
        }
        return absl::OkStatus();
      });
    };
  }

  // While it is shut, a commit waits.
  void Shut() { open_ = false; }
  void Open() {
    open_ = true;
    open_.notify_all();
  }
  bool waiting() const { return waiting_; }

  // These two when no commit is in progress.
  void LimitPages(int64_t pages) { (void)db_->Exec(base::Cat("PRAGMA max_page_count=", pages)); }
  int64_t Count(const std::string& table) {
    const bool pragma = table == "pragma_page_count";
    sql::Statement query =
        *db_->Prepare(base::Cat("SELECT ", pragma ? "page_count" : "count(*)", " FROM ", table));
    return query.Step().value() ? query.Int(0) : -1;
  }
  int groups() const { return groups_; }

 private:
  absl::StatusOr<int64_t> Insert(const Row& row) {
    if (row.number == kEndsTransaction) {
      RETURN_IF_ERROR(
          db_->Exec("INSERT OR ROLLBACK INTO rows(position, submitter, number) VALUES(1, -1, -1)"));
    }
    for (sql::Statement& insert : attempt_) {
      RETURN_IF_ERROR(insert.Begin().Bind(1, row.submitter).Bind(2, row.number).Run());
    }
    return sqlite3_last_insert_rowid(db_->handle());
  }

  std::unique_ptr<sql::Sqlite> db_;
  std::unique_ptr<sql::Transactions> transactions_;
  std::vector<sql::Statement> attempt_;
  std::atomic<bool> open_ = true;
  std::atomic<bool> waiting_ = false;
  std::atomic<int> groups_ = 0;
};

}  // namespace motcua::test
