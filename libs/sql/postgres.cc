#include "libs/sql/postgres.h"

#include <poll.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/patience.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/sql/pg_status.h"

namespace motcua::sql {

const PgQuery kPgBegin = {"begin", "BEGIN"};
const PgQuery kPgCommit = {"commit", "COMMIT"};

namespace {

const PgQuery kSetTimeout = {"set_timeout", "SELECT set_config('statement_timeout', $1, false)"};

// A client that vanished within a transaction holds its locks no longer than this, who waits for a
// lock longer than this loses, and a statement whose client has hung up is ended. What a statement
// names is found by an index where there is one: of a table that it has not yet counted the server
// thinks that it is small, and would read through the whole of it each time. Where there is none it
// then thinks that reading costs so much that compiling pays.
constexpr char kSession[] =
    "SET idle_in_transaction_session_timeout = '15s'; SET lock_timeout = '5s';"
    "SET client_connection_check_interval = '1s'; SET enable_seqscan = off; SET jit = off";
constexpr char kDurable[] =
    "SELECT current_setting('fsync') || ' ' || current_setting('synchronous_commit')";

constexpr absl::Duration kConnectTimeout = absl::Seconds(2);
// From one look at the caller to the next.
constexpr int kGlanceMs = 20;
// How long after the deadline the server's own limit may take to be heard of.
constexpr absl::Duration kGrace = absl::Milliseconds(200);

// The server's own limit for a statement, 0 for none: the time that is left, rounded down to three
// binary digits, so that it seldom has to be told.
int64_t TimeoutMs() {
  if (base::Patience::Left() == absl::InfiniteDuration()) return 0;
  const int64_t left = std::max<int64_t>(absl::ToInt64Milliseconds(base::Patience::Left()), 1);
  const auto digits = static_cast<int>(std::bit_width(static_cast<uint64_t>(left)));
  return digits <= 3 ? left : left >> (digits - 3) << (digits - 3);
}

void Ignore(void*, const PGresult*) {}

}  // namespace

absl::StatusOr<std::unique_ptr<Postgres>> Postgres::Connect(const std::string& conninfo) {
  // A connection is for many: it is not given up for the one who happens to need it first.
  const base::Patience patience(kConnectTimeout);
  auto db = std::unique_ptr<Postgres>(new Postgres(PQconnectStart(conninfo.c_str())));
  const absl::Status status = db->SetUp();
  // It is not the caller's deadline that has passed.
  if (absl::IsDeadlineExceeded(status)) return base::DependencyAway("no connection in time");
  RETURN_IF_ERROR(status);
  return db;
}

absl::Status Postgres::SetUp() {
  RETURN_IF_ERROR(Establish());
  PQsetNoticeReceiver(connection_.get(), Ignore, nullptr);
  RETURN_IF_ERROR(Exec(kSession));
  return CheckDurable();
}

absl::Status Postgres::Establish() {
  if (connection_ == nullptr) return absl::ResourceExhaustedError("libpq: out of memory");
  PostgresPollingStatusType wants = PGRES_POLLING_WRITING;
  while (PQstatus(connection_.get()) != CONNECTION_BAD && wants != PGRES_POLLING_OK &&
         wants != PGRES_POLLING_FAILED) {
    const int64_t left = absl::ToInt64Milliseconds(base::Patience::Left());
    if (left <= 0) return base::DependencyAway("no connection in time");
    pollfd socket = {PQsocket(connection_.get()),
                     static_cast<short>(wants == PGRES_POLLING_READING ? POLLIN : POLLOUT), 0};
    if (poll(&socket, 1, static_cast<int>(left)) > 0) wants = PQconnectPoll(connection_.get());
  }
  if (PQstatus(connection_.get()) != CONNECTION_OK) return Lost("connect");
  if (PQsetnonblocking(connection_.get(), 1) != 0) return Lost("set non-blocking");
  return absl::OkStatus();
}

absl::Status Postgres::CheckDurable() {
  ASSIGN_OR_RETURN(const PgResult result, Run({"durable", kDurable}));
  const std::string settings = result[0].Text(0);
  if (settings.find("off") == std::string::npos) return absl::OkStatus();
  return absl::FailedPreconditionError(
      base::Cat("the server would forget commits: fsync and synchronous_commit are ", settings));
}

absl::StatusOr<PgResult> Postgres::Run(const PgQuery& query, PgParams params) {
  Queue(query, std::move(params));
  ASSIGN_OR_RETURN(std::vector<PgResult> results, Flush());
  return std::move(results.back());
}

void Postgres::Queue(const PgQuery& query, PgParams params) {
  queue_.emplace_back(&query, std::move(params));
}

int Postgres::QueueTimeout(int64_t timeout_ms) {
  if (timeout_ms == timeout_ms_) return -1;
  // A transaction that failed hears nothing but its end.
  if (PQtransactionStatus(connection_.get()) == PQTRANS_INERROR) return -1;
  // Behind a BEGIN: before it, it would be the first statement of the transaction that begins
  // there.
  const int place = queue_.front().first->text.starts_with("BEGIN") ? 1 : 0;
  PgParams params;
  params.Add(base::Cat(timeout_ms));
  queue_.emplace(queue_.begin() + place, &kSetTimeout, std::move(params));
  return place;
}

absl::StatusOr<std::vector<PgResult>> Postgres::Flush() {
  if (queue_.empty()) return std::vector<PgResult>();
  if (broken()) {
    queue_.clear();
    return base::DependencyAway("the connection was lost");
  }
  const base::Patience patience(base::Patience::AtMost{limit_});
  const int64_t timeout_ms = TimeoutMs();
  const int timeout_place = QueueTimeout(timeout_ms);
  std::vector<Step> steps;
  const absl::Status sent = Send(steps);
  queue_.clear();
  RETURN_IF_ERROR(sent);
  absl::StatusOr<std::vector<PgResult>> results = Receive(steps);
  if (broken()) return results;
  if (PQexitPipelineMode(connection_.get()) != 1) return Lost("leave the pipeline");
  // What was told within a transaction that is undone is undone with it.
  if (!results.ok()) timeout_ms_ = -1;
  if (!results.ok() || timeout_place < 0) return results;
  timeout_ms_ = timeout_ms;
  results->erase(results->begin() + timeout_place);
  return results;
}

absl::Status Postgres::Send(std::vector<Step>& steps) {
  PGconn* const to = connection_.get();
  if (PQenterPipelineMode(to) != 1) return Lost("enter the pipeline");
  std::unordered_set<std::string> about_to_be;
  for (const auto& [query, params] : queue_) {
    if (!prepared_.contains(query->name) && about_to_be.insert(query->name).second) {
      if (PQsendPrepare(to, query->name.c_str(), query->text.c_str(), 0, nullptr) != 1) {
        return Lost("prepare");
      }
      steps.push_back({query, true});
    }
    std::vector<const char*> values;
    std::vector<int> lengths;
    for (const auto& value : params.values_) {
      values.push_back(value ? value->data() : nullptr);
      lengths.push_back(value ? static_cast<int>(value->size()) : 0);
    }
    const std::vector<int> binary(values.size(), 1);
    if (PQsendQueryPrepared(to, query->name.c_str(), static_cast<int>(values.size()), values.data(),
                            lengths.data(), binary.data(), 1) != 1) {
      return Lost("send");
    }
    steps.push_back({query, false});
  }
  return PQpipelineSync(to) == 1 ? absl::OkStatus() : Lost("sync");
}

absl::StatusOr<std::vector<PgResult>> Postgres::Receive(const std::vector<Step>& steps) {
  std::vector<PgResult> results;
  absl::Status failed;
  for (const Step& step : steps) {
    ASSIGN_OR_RETURN(PgResult result, Next());
    const PGresult* const got = result.result_.get();
    const ExecStatusType status = PQresultStatus(got);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
      if (step.prepares) prepared_.insert(step.query->name);
      // A transaction in which something has failed answers to COMMIT with ROLLBACK.
      if (step.query == &kPgCommit && !step.prepares &&
          std::string_view(PQcmdStatus(const_cast<PGresult*>(got))) != "COMMIT") {
        failed = absl::AbortedError("the transaction was undone");
      }
      if (!step.prepares) results.push_back(std::move(result));
    } else if (failed.ok()) {
      failed = PgStatus(got);
    }
    if (got == nullptr || broken()) return Lost("receive");
    ASSIGN_OR_RETURN(const PgResult end, Next());
    if (end.result_ != nullptr) return Lost("more than one result");
  }
  ASSIGN_OR_RETURN(const PgResult sync, Next());
  if (PQresultStatus(sync.result_.get()) != PGRES_PIPELINE_SYNC) return Lost("out of step");
  ++answered_;
  if (!failed.ok()) return failed;
  return results;
}

absl::Status Postgres::Exec(const std::string& sql) {
  const base::Patience patience(base::Patience::AtMost{limit_});
  const int64_t timeout_ms = TimeoutMs();
  if (timeout_ms == timeout_ms_) return Tell(sql);
  absl::Status status = Tell(base::Cat("SET statement_timeout = ", timeout_ms, ";", sql));
  // What was told within a transaction that is undone is undone with it.
  timeout_ms_ = status.ok() ? timeout_ms : -1;
  return status;
}

absl::Status Postgres::Tell(const std::string& sql) {
  if (broken()) return base::DependencyAway("the connection was lost");
  if (PQsendQuery(connection_.get(), sql.c_str()) != 1) return Lost("send");
  absl::Status failed;
  while (true) {
    ASSIGN_OR_RETURN(const PgResult result, Next());
    if (result.result_ == nullptr) {
      ++answered_;
      return failed;
    }
    const ExecStatusType status = PQresultStatus(result.result_.get());
    const bool fine = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (!fine && failed.ok()) failed = PgStatus(result.result_.get());
    if (broken()) return Lost("receive");
  }
}

void Postgres::Rollback() {
  const PGTransactionStatusType status = PQtransactionStatus(connection_.get());
  if (status == PQTRANS_IDLE || broken()) return;
  timeout_ms_ = -1;  // What was told within the transaction is undone with it.
  // Whoever has no time left has to end his transaction all the same.
  const base::Patience patience(kConnectTimeout);
  if (!Tell("ROLLBACK").ok()) broken_ = true;
}

absl::StatusOr<PgResult> Postgres::Next() {
  while (true) {
    const int unsent = PQflush(connection_.get());
    if (unsent < 0) return Lost("send");
    if (unsent == 0 && PQisBusy(connection_.get()) == 0) {
      return PgResult(PQgetResult(connection_.get()));
    }
    RETURN_IF_ERROR(Await(unsent > 0));
  }
}

absl::Status Postgres::Await(bool to_send) {
  const absl::Duration left = base::Patience::Left();
  if (left < -kGrace) {
    broken_ = true;  // Its answer may come yet, to the wrong question.
    return absl::DeadlineExceededError("no answer from the database in time");
  }
  pollfd socket = {PQsocket(connection_.get()),
                   static_cast<short>(to_send ? POLLIN | POLLOUT : POLLIN), 0};
  const int ready = poll(&socket, 1, kGlanceMs);
  if (ready < 0 && errno != EINTR) return Lost("poll");
  if (ready > 0) {
    if ((socket.revents & ~POLLOUT) != 0 && PQconsumeInput(connection_.get()) != 1) {
      return Lost("receive");
    }
    return absl::OkStatus();
  }
  if (!base::Patience::CallerHasLeft()) return absl::OkStatus();
  broken_ = true;  // Hangs up, which is how the server hears of it.
  return absl::CancelledError("the caller has left");
}

absl::Status Postgres::Lost(const char* what) {
  broken_ = true;
  std::string text = PQerrorMessage(connection_.get());
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return base::DependencyAway(base::Cat(what, ": ", text));
}

}  // namespace motcua::sql
