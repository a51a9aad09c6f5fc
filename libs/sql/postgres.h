#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/sql/pg_values.h"

namespace motcua::sql {

// A statement and the name that it is prepared under, which no other text has. Lives as long as the
// program.
struct PgQuery {
  std::string name;
  std::string text;
};

extern const PgQuery kPgBegin;
extern const PgQuery kPgCommit;

// One connection, for one thread at a time. Whatever blocks gives up when the thread's
// base::Patience does, and after half a minute in any case: the server knows the deadline, and ends
// what nobody waits for.
//
// Errors: unique violation AlreadyExists; serialization failure, deadlock, lock timeout Aborted;
// statement timeout DeadlineExceeded; caller gone Cancelled; full disk ResourceExhausted; server
// away or going, too many connections, read-only Unavailable DEPENDENCY_UNAVAILABLE; damaged data
// DataLoss; the rest Internal. Messages carry no values of rows.
class Postgres {
 public:
  // `conninfo` as libpq takes it. Refuses a server that would forget commits in a crash
  // (fsync or synchronous_commit off) with FailedPrecondition.
  static absl::StatusOr<std::unique_ptr<Postgres>> Connect(const std::string& conninfo);

  // Runs one statement: one round trip, prepared at its first use.
  absl::StatusOr<PgResult> Run(const PgQuery& query, PgParams params = {});

  // Several statements in one round trip: queues each, then Flush sends all and gives their results
  // in order. After the first that fails the others are not run, and its error is returned; a
  // commit among those is not run either.
  void Queue(const PgQuery& query, PgParams params = {});
  absl::StatusOr<std::vector<PgResult>> Flush();

  // Runs statements without parameters as one implicit transaction, or several with their own.
  absl::Status Exec(const std::string& sql);
  // Rolls back the transaction that was left open, if any.
  void Rollback();

  // How long a round trip may take at most, whoever waits; gives what it was.
  absl::Duration set_limit(absl::Duration limit) { return std::exchange(limit_, limit); }
  // How often the server has answered.
  int64_t answered() const { return answered_; }
  // The connection is of no use any more.
  bool broken() const { return broken_ || PQstatus(connection_.get()) != CONNECTION_OK; }

 private:
  struct Close {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };
  struct Step {
    const PgQuery* query;
    bool prepares;  // Prepares the query; else runs it.
  };

  explicit Postgres(PGconn* connection) : connection_(connection) {}
  absl::Status SetUp();
  absl::Status Tell(const std::string& sql);
  absl::Status Establish();
  absl::Status CheckDurable();
  // Queues what tells the server how long a statement may take, when that has changed; where it
  // stands among the statements, or -1.
  int QueueTimeout(int64_t timeout_ms);
  absl::Status Send(std::vector<Step>& steps);
  absl::StatusOr<std::vector<PgResult>> Receive(const std::vector<Step>& steps);
  // The next result, once it is there; an empty one ends a statement's.
  absl::StatusOr<PgResult> Next();
  // Waits a while for the socket. An error when patience has ended.
  absl::Status Await(bool to_send);
  absl::Status Lost(const char* what);

  std::unique_ptr<PGconn, Close> connection_;
  std::unordered_set<std::string> prepared_;
  std::vector<std::pair<const PgQuery*, PgParams>> queue_;
  int64_t timeout_ms_ = -1;  // What the server was told; -1: nothing that counts.
  bool broken_ = false;
  int64_t answered_ = 0;
  absl::Duration limit_ = absl::Seconds(30);
};

}  // namespace motcua::sql
