#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "libs/base/clock.h"
#include "libs/sql/sqlite.h"
#include "libs/sql/transaction.h"
#include "services/intake/store/group_run.h"

namespace motcua::intake {

// The only writer of intake's SQLite file: runs groups of commands, each group one transaction. For
// one thread.
class SqliteWriter {
 public:
  static absl::StatusOr<std::unique_ptr<SqliteWriter>> Open(const std::string& path,
                                                            const base::Clock& clock);

  // Runs `group` in one transaction and appends what is new to `news`, for when it is durable. A
  // command that the rules refuse leaves nothing behind; after an error nothing of any is kept.
  absl::Status Commit(std::span<const Command> group, std::vector<absl::StatusOr<Outcome>>& results,
                      std::vector<News>& news);

 private:
  SqliteWriter(std::unique_ptr<sql::Sqlite> db, const base::Clock& clock)
      : db_(std::move(db)), clock_(clock) {}
  absl::Status Prepare();

  absl::StatusOr<Seen> Load(const Needs& needs);
  absl::Status LoadDossiers(const Needs& needs, Seen& seen);
  absl::Status Write(const Writes& writes);
  absl::Status WriteFiled(const Dossier& dossier);
  absl::Status WritePaper(const std::string& home, const std::string& code, size_t position,
                          const DossierPaper& paper);
  absl::Status WriteEvent(Event event);
  absl::Status WriteMarks(const Writes& writes);
  // The prepared statement called `name`, at the beginning of a run.
  sql::Statement& Use(const char* name);

  const std::unique_ptr<sql::Sqlite> db_;
  const base::Clock& clock_;
  std::unique_ptr<sql::Transactions> transactions_;
  std::map<std::string, sql::Statement, std::less<>> statements_;
};

}  // namespace motcua::intake
