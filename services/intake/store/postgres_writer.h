#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "libs/base/clock.h"
#include "libs/sql/postgres.h"
#include "services/intake/store/group_run.h"

namespace motcua::intake {

// Writes groups of commands to PostgreSQL, each group one transaction of two round trips: what it
// has to see, and what it leaves with the commit. Any number of replicas may write at once. For one
// thread.
class PostgresWriter {
 public:
  PostgresWriter(std::string conninfo, const base::Clock& clock)
      : conninfo_(std::move(conninfo)), clock_(clock) {}

  // Runs `group` in one transaction and appends what is new to `news`, for when it is durable. A
  // command that the rules refuse leaves nothing behind; after an error nothing of any is kept, but
  // for Unavailable: the database is away, and if it went while it was to commit nobody knows.
  // Whoever repeats his key will hear.
  absl::Status Commit(std::span<const Command> group, std::vector<absl::StatusOr<Outcome>>& results,
                      std::vector<News>& news);

 private:
  absl::Status Connect();
  absl::StatusOr<Seen> See(const Needs& needs);
  absl::Status Write(const Seen& seen, const Writes& writes);
  void QueueDossiers(const Writes& writes);
  void QueueEvents(const std::vector<Event>& events);
  void QueueMarks(const Seen& seen, const Writes& writes);
  // Queues a statement for rows, if there are any.
  void QueueRows(const sql::PgQuery& query, const sql::PgRows& rows);

  const std::string conninfo_;
  const base::Clock& clock_;
  std::unique_ptr<sql::Postgres> db_;
};

}  // namespace motcua::intake
