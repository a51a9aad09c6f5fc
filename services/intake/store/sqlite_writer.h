#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "libs/base/clock.h"
#include "libs/sql/sqlite.h"
#include "libs/sql/transaction.h"
#include "services/intake/store/dossier_store.h"

namespace motcua::intake {

// The only writer of intake's SQLite file: runs groups of commands, each group one transaction. For
// one thread.
class SqliteWriter {
 public:
  static absl::StatusOr<std::unique_ptr<SqliteWriter>> Open(const std::string& path,
                                                            const base::Clock& clock);

  // Runs `group` in one transaction and appends what happened to `events`, for when it is durable.
  // A command that fails leaves nothing behind.
  absl::Status Commit(std::span<const Command> group, std::vector<absl::StatusOr<Outcome>>& results,
                      std::vector<Event>& events);

 private:
  SqliteWriter(std::unique_ptr<sql::Sqlite> db, const base::Clock& clock)
      : db_(std::move(db)), clock_(clock) {}
  absl::Status Prepare();

  absl::StatusOr<Outcome> Run(const Command& command);
  absl::StatusOr<Outcome> Apply(const Filing& filing);
  absl::StatusOr<Outcome> Apply(const Change& change);
  absl::StatusOr<Outcome> Apply(const Push& push);
  absl::StatusOr<Outcome> Apply(const PaperUpload& upload);
  absl::StatusOr<Outcome> Apply(const PullMark& mark);

  // The dossier after the pushed step, or why there is none.
  absl::StatusOr<Dossier> Advanced(const Push& push);
  absl::StatusOr<std::string> IssueCode(const Dossier& dossier, const CodeForm& form);
  absl::StatusOr<Dossier> Load(const std::string& code);
  absl::Status Save(const Dossier& dossier);
  absl::Status Insert(const Dossier& dossier);
  absl::Status Append(const Dossier& dossier, Event::Kind kind, const std::string& note);
  absl::StatusOr<std::optional<Outcome>> Known(const RequestKey& key);
  absl::StatusOr<Outcome> Remember(const RequestKey& key, std::string answer);
  absl::Status CheckTurn(const Push& push);
  absl::Status NotePushed(const Push& push, bool refused);
  absl::StatusOr<int64_t> Next(const char* counter, std::initializer_list<std::string_view> key);
  // The prepared statement called `name`, at the beginning of a run.
  sql::Statement& Use(const char* name);

  const std::unique_ptr<sql::Sqlite> db_;
  const base::Clock& clock_;
  std::unique_ptr<sql::Transactions> transactions_;
  std::map<std::string, sql::Statement, std::less<>> statements_;
  std::vector<Event> appended_;  // By the command in progress.
};

}  // namespace motcua::intake
