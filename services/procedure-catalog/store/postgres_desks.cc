#include "services/procedure-catalog/store/postgres_desks.h"

#include <algorithm>
#include <map>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/sql/pg_pool.h"
#include "libs/sql/pg_transaction.h"
#include "services/procedure-catalog/store/desk_columns.h"
#include "services/procedure-catalog/store/postgres_rows.h"

namespace motcua::catalog {
namespace {

using base::Cat;
using sql::PgQuery;
using sql::PgResult;
using sql::PgRows;
using sql::PgUnnest;
using sql::Postgres;

constexpr int kConnections = 4;

// Whoever adds some holds the row: two replicas take turns.
const PgQuery kHoldLast = {"hold_last_desk", "SELECT last_time FROM desk_arrivals FOR UPDATE"};
const PgQuery kMoveLast = {"move_last_desk", "UPDATE desk_arrivals SET last_time = $1::bigint"};
const PgQuery kWords = {"desk_words", Cat("SELECT ", kDeskColumns,
                                          " FROM desks WHERE replaced_from > valid_from"
                                          " AND (agency, procedure_code) IN (SELECT * FROM ",
                                          PgUnnest("tt"), ")")};
const PgQuery kReplace = {
    "replace_desks",
    Cat("UPDATE desks d SET replaced_from = w.first_day FROM ", PgUnnest("ttt"),
        " AS w(agency, procedure_code, first_day) WHERE d.agency = w.agency"
        " AND d.procedure_code = w.procedure_code AND d.replaced_from > w.first_day")};
const PgQuery kInsert = {"insert_desks",
                         Cat("INSERT INTO desks(", kDeskColumns, ", replaced_from) SELECT * FROM ",
                             PgUnnest(Cat(kDeskTypes, "t")))};
const PgQuery kList = {"list_desks",
                       Cat("SELECT DISTINCT ON (agency) ", kDeskColumns,
                           " FROM desks WHERE procedure_code IN ($1, '') AND agency >= $2"
                           " AND agency <= $3"
                           " AND valid_from <= $4 AND valid_to >= $4 AND replaced_from > $4"
                           " ORDER BY agency, procedure_code DESC LIMIT $5")};

using Key = std::pair<std::string, std::string>;

Key KeyOf(const Desk& desk) {
  return {desk.agency, desk.procedure_code};
}

class PostgresDesks final : public DeskStore {
 public:
  PostgresDesks(const std::string& conninfo, obs::Metrics& metrics)
      : pool_({conninfo, kConnections}, "catalog_desks", metrics) {}

  absl::StatusOr<std::vector<bool>> Add(const std::vector<Desk>& desks, absl::Time now,
                                        bool check_only) override {
    std::vector<bool> added;
    RETURN_IF_ERROR(pool_.Run([&](Postgres& db) {
      return sql::RunPgTransaction(
          db, [&] { return AddAll(db, desks, absl::ToUnixMicros(now), check_only, added); });
    }));
    return added;
  }

  absl::StatusOr<std::vector<KeptDesk>> List(const DeskFilter& filter,
                                             const std::string& after_agency, int limit) override {
    ASSIGN_OR_RETURN(const PgResult rows, pool_.Run([&](Postgres& db) {
      return db.Run(kList, With(filter.procedure_code, FirstAgency(filter, after_agency),
                                LastAgency(filter), filter.day, limit));
    }));
    return ReadAll(rows, ReadDesk<sql::PgRow>);
  }

 private:
  static absl::Status AddAll(Postgres& db, const std::vector<Desk>& desks, int64_t now,
                             bool check_only, std::vector<bool>& added) {
    added.clear();
    PgRows asked;
    for (const Desk& desk : desks) asked.Row().Add(desk.agency).Add(desk.procedure_code);
    if (asked.empty()) return absl::OkStatus();
    db.Queue(sql::kPgBegin);
    db.Queue(kHoldLast);
    db.Queue(kWords, With(asked));
    ASSIGN_OR_RETURN(const std::vector<PgResult> results, db.Flush());
    // Later than what came before, whichever replica's clock that was.
    const int64_t time = std::max(now, results[1][0].Int(0));
    std::map<Key, DeskWords> words;
    for (KeptDesk& one : ReadAll(results[2], ReadDesk<sql::PgRow>)) {
      words[KeyOf(one.desk)].emplace(one.desk.valid_from, std::move(one.desk));
    }
    for (const Desk& desk : desks) added.push_back(Say(desk, words[KeyOf(desk)]));
    // From the last to the first: each is replaced from the first day of those that come later.
    std::map<Key, std::string> first_day;
    std::vector<std::string> replaced_from(desks.size());
    for (size_t i = desks.size(); i-- > 0;) {
      if (!added[i]) continue;
      std::string& day = first_day.try_emplace(KeyOf(desks[i]), kLastDay).first->second;
      replaced_from[i] = day;
      day = std::min(day, FirstDayOf(desks[i]));
    }
    PgRows rows;
    for (size_t i = 0; i < desks.size(); ++i) {
      if (!added[i]) continue;
      PutDesk(desks[i], time, [&to = rows.Row()](const auto& value) { to.Add(value); });
      rows.Add(replaced_from[i]);
    }
    if (check_only || rows.empty()) return absl::OkStatus();
    PgRows replaced;
    for (const auto& [key, day] : first_day) {
      replaced.Row().Add(key.first).Add(key.second).Add(day);
    }
    db.Queue(kReplace, With(replaced));
    db.Queue(kInsert, With(rows));
    db.Queue(kMoveLast, With(time));
    db.Queue(sql::kPgCommit);
    return db.Flush().status();
  }

  sql::PgPool pool_;
};

}  // namespace

std::unique_ptr<DeskStore> OpenPostgresDesks(const std::string& conninfo, obs::Metrics& metrics) {
  return std::make_unique<PostgresDesks>(conninfo, metrics);
}

}  // namespace motcua::catalog
