#include "services/procedure-catalog/store/postgres_store.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <set>
#include <utility>

#include "libs/base/patience.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/obs/log.h"
#include "libs/sql/pg_migrate.h"
#include "libs/sql/pg_pool.h"
#include "libs/sql/pg_start.h"
#include "libs/sql/pg_transaction.h"
#include "services/procedure-catalog/store/local_index.h"
#include "services/procedure-catalog/store/postgres_schema.h"

namespace motcua::catalog {
namespace {

using sql::PgParams;
using sql::PgQuery;
using sql::PgResult;
using sql::PgRows;
using sql::Postgres;

const PgQuery kLast = {"last", "SELECT last FROM arrivals"};
const PgQuery kHoldLast = {"hold_last", "SELECT last, last_time FROM arrivals FOR UPDATE"};
const PgQuery kMoveLast = {"move_last",
                           "UPDATE arrivals SET last = $1::bigint, last_time = $2::bigint"};
const PgQuery kKnown = {"known",
                        base::Cat("SELECT r.code, r.content_sha256 FROM ", sql::PgUnnest("tt"),
                                  " AS w(code, sha256) JOIN records r"
                                  " ON r.code = w.code AND r.content_sha256 = w.sha256")};
const PgQuery kInsert = {
    "insert", base::Cat("INSERT INTO records(position, record_time, code, content_sha256,"
                        " content) SELECT * FROM ",
                        sql::PgUnnest("iittb"))};
const PgQuery kAfter = {"after",
                        "SELECT position, record_time, content_sha256, content FROM records"
                        " WHERE position > $1 ORDER BY position LIMIT $2"};
const PgQuery kWasImported = {"was_imported", "SELECT 1 FROM imports WHERE sha256 = $1"};
const PgQuery kNoteImported = {"note_imported",
                               "INSERT INTO imports VALUES($1) ON CONFLICT(sha256) DO NOTHING"};

constexpr int64_t kBatch = 1000;
// A read that asks whether there is anything new waits no longer than this for the answer; who has
// to connect first, which is one at a time while PostgreSQL is away, two seconds more.
constexpr absl::Duration kAskPatience = absl::Milliseconds(500);
constexpr absl::Duration kBatchPatience = absl::Seconds(10);
constexpr std::chrono::milliseconds kBetweenAsks{500};

template <typename Value>
PgParams With(const Value& value) {
  PgParams params;
  params.Add(value);
  return params;
}

class PostgresStore final : public ProcedureStore {
 public:
  PostgresStore(PostgresOptions options, std::unique_ptr<LocalIndex> index, obs::Metrics& metrics)
      : read_(std::move(options.read)),
        pool_({options.conninfo, options.max_connections}, "procedure-catalog", metrics),
        index_(std::move(index)) {}

  absl::StatusOr<std::vector<bool>> Add(const std::vector<Entry>& entries, absl::Time now,
                                        bool check_only) override {
    std::vector<bool> added;
    RETURN_IF_ERROR(pool_.Run([&](Postgres& db) {
      return sql::RunPgTransaction(
          db, [&] { return AddAll(db, entries, absl::ToUnixMicros(now), check_only, added); });
    }));
    if (!check_only) CatchUpIfPossible();
    return added;
  }

  absl::StatusOr<Version> Get(const Lookup& lookup) override {
    CatchUpIfPossible();
    return index_->store().Get(lookup);
  }

  std::vector<absl::StatusOr<Version>> GetMany(const std::vector<Lookup>& lookups) override {
    CatchUpIfPossible();
    return index_->store().GetMany(lookups);
  }

  absl::StatusOr<Version> GetNumber(const std::string& code, int number) override {
    CatchUpIfPossible();
    return index_->store().GetNumber(code, number);
  }

  absl::StatusOr<std::vector<Version>> Versions(const std::string& code,
                                                std::optional<int64_t> known_at, int below,
                                                int limit) override {
    CatchUpIfPossible();
    return index_->store().Versions(code, known_at, below, limit);
  }

  absl::StatusOr<std::vector<Arrival>> After(int64_t position, int limit) override {
    CatchUpIfPossible();
    return index_->store().After(position, limit);
  }

  absl::StatusOr<Found> Find(const Filter& filter, int offset, int limit) override {
    CatchUpIfPossible();
    return index_->store().Find(filter, offset, limit);
  }

  absl::StatusOr<std::vector<Standing>> StandingsOn(const std::string& day) override {
    CatchUpIfPossible();
    return index_->store().StandingsOn(day);
  }

  absl::StatusOr<bool> WasImported(const std::string& sha256) override {
    ASSIGN_OR_RETURN(const PgResult rows, Run(kWasImported, With(sha256)));
    return !rows.empty();
  }

  absl::Status NoteImported(const std::string& sha256) override {
    return Run(kNoteImported, With(sha256)).status();
  }

  absl::Status Ready() override { return index_->store().Ready(); }

  // Brings the index up to the last record.
  absl::Status CatchUp() {
    int64_t last = 0;
    {
      const base::Patience patience(base::Patience::AtMost{kAskPatience});
      ASSIGN_OR_RETURN(const PgResult rows, Run(kLast, {}));
      last = rows[0].Int(0);
    }
    if (position_.load() >= last) return absl::OkStatus();
    std::unique_lock lock(mutex_, std::defer_lock);
    if (!lock.try_lock_for(absl::ToChronoMilliseconds(kAskPatience))) {
      return absl::DeadlineExceededError("much is coming in");
    }
    // What has come in comes in, whoever asked.
    const base::Patience patience(kBatchPatience);
    while (position_.load() < last) RETURN_IF_ERROR(TakeBatch());
    return absl::OkStatus();
  }

 private:
  absl::StatusOr<PgResult> Run(const PgQuery& query, const PgParams& params) {
    return pool_.Run([&](Postgres& db) { return db.Run(query, params); });
  }

  absl::Status AddAll(Postgres& db, const std::vector<Entry>& entries, int64_t now, bool check_only,
                      std::vector<bool>& added) {
    added.clear();
    PgRows asked;
    for (const Entry& entry : entries) {
      asked.Row().Add(entry.procedure.code).Add(entry.content_sha256);
    }
    if (asked.empty()) return absl::OkStatus();
    db.Queue(sql::kPgBegin);
    db.Queue(kHoldLast);
    db.Queue(kKnown, With(asked));
    ASSIGN_OR_RETURN(const std::vector<PgResult> results, db.Flush());
    int64_t last = results[1][0].Int(0);
    // Later than what came before, whichever replica's clock that was.
    const int64_t time = std::max(now, results[1][0].Int(1));
    std::set<std::pair<std::string, std::string>> known;
    for (int i = 0; i < results[2].size(); ++i) {
      known.emplace(results[2][i].Text(0), results[2][i].Text(1));
    }
    PgRows rows;
    for (const Entry& entry : entries) {
      added.push_back(known.emplace(entry.procedure.code, entry.content_sha256).second);
      if (!added.back()) continue;
      rows.Row().Add(++last).Add(time).Add(entry.procedure.code).Add(entry.content_sha256);
      rows.AddBytes(entry.content);
    }
    if (check_only || rows.empty()) return absl::OkStatus();
    db.Queue(kInsert, With(rows));
    PgParams moved;
    moved.Add(last).Add(time);
    db.Queue(kMoveLast, moved);
    db.Queue(sql::kPgCommit);
    return db.Flush().status();
  }

  // A database that is away, or a record that cannot be read, keeps nobody from reading what is
  // known. While it is so, one of those who read asks again, now and then.
  void CatchUpIfPossible() {
    std::unique_lock asks(ask_mutex_, std::defer_lock);
    if (is_behind_) {
      if (!asks.try_lock()) return;
      const auto now = std::chrono::steady_clock::now();
      if (now < next_ask_) return;
      next_ask_ = now + kBetweenAsks;
    }
    const absl::Status status = CatchUp();
    const bool is_behind = !status.ok();
    // That one caller's time was up, or that he left, says nothing of the database.
    if (is_behind && base::Patience::IsInVain()) return;
    if (is_behind == is_behind_.exchange(is_behind)) return;
    obs::Log(is_behind ? obs::Level::kWarn : obs::Level::kInfo,
             is_behind ? "catalog_index_behind" : "catalog_index_up_to_date")
        .Str("cause", std::string(status.message()));
  }

  // Under the mutex.
  absl::Status TakeBatch() {
    PgParams params;
    params.Add(position_.load()).Add(kBatch);
    ASSIGN_OR_RETURN(const PgResult rows, Run(kAfter, params));
    if (rows.empty()) return absl::DataLossError("records: fewer than have arrived");
    std::vector<Entry> entries;
    for (int i = 0; i < rows.size(); ++i) {
      Entry entry;
      entry.record_time = rows[i].Int(1);
      entry.content_sha256 = rows[i].Text(2);
      entry.content = rows[i].Text(3);
      ASSIGN_OR_RETURN(entry.procedure, read_(entry.content));
      entries.push_back(std::move(entry));
    }
    RETURN_IF_ERROR(index_->store().Add(entries, absl::Time(), false).status());
    position_ = rows[rows.size() - 1].Int(0);
    return absl::OkStatus();
  }

  const std::function<absl::StatusOr<Procedure>(std::string_view)> read_;
  sql::PgPool pool_;
  const std::unique_ptr<LocalIndex> index_;
  std::timed_mutex mutex_;             // Of whoever moves the index on.
  std::atomic<int64_t> position_ = 0;  // Of the last record in the index.
  std::atomic<bool> is_behind_ = false;
  std::mutex ask_mutex_;
  std::chrono::steady_clock::time_point next_ask_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<ProcedureStore>> OpenPostgresStore(PostgresOptions options,
                                                                  obs::Metrics& metrics) {
  RETURN_IF_ERROR(sql::BringUpToDate(options.conninfo, PostgresMigrations()));
  ASSIGN_OR_RETURN(std::unique_ptr<LocalIndex> index,
                   LocalIndex::Make(std::move(options.terms), metrics));
  auto store = std::make_unique<PostgresStore>(std::move(options), std::move(index), metrics);
  RETURN_IF_ERROR(sql::OnceThere([&] { return store->CatchUp(); }));
  return store;
}

}  // namespace motcua::catalog
