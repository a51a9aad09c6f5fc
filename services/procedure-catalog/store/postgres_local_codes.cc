#include "services/procedure-catalog/store/postgres_local_codes.h"

#include <algorithm>
#include <map>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/sql/pg_pool.h"
#include "libs/sql/pg_transaction.h"
#include "services/procedure-catalog/store/local_code_columns.h"
#include "services/procedure-catalog/store/postgres_rows.h"

namespace motcua::catalog {
namespace {

using base::Cat;
using sql::PgParams;
using sql::PgQuery;
using sql::PgResult;
using sql::PgRows;
using sql::PgUnnest;
using sql::Postgres;

constexpr int kConnections = 4;

// Whoever adds some holds the row: two replicas take turns.
const PgQuery kHoldLast = {"hold_last_local_code",
                           "SELECT last_time FROM local_code_arrivals FOR UPDATE"};
const PgQuery kMoveLast = {"move_last_local_code",
                           "UPDATE local_code_arrivals SET last_time = $1::bigint"};
const PgQuery kLastWords = {"last_local_codes",
                            Cat("SELECT ", kLocalCodeColumns,
                                " FROM local_codes WHERE replaced_time IS NULL AND (province, code)"
                                " IN (SELECT * FROM ",
                                PgUnnest("tt"), ")")};
const PgQuery kReplace = {"replace_local_codes",
                          Cat("UPDATE local_codes SET replaced_time = $1 WHERE"
                              " replaced_time IS NULL AND (province, code) IN (SELECT * FROM ",
                              PgUnnest("tt", 2), ")")};
const PgQuery kInsert = {"insert_local_codes",
                         Cat("INSERT INTO local_codes(", kLocalCodeColumns,
                             ", words) SELECT * FROM ", PgUnnest(Cat(kLocalCodeTypes, "t")))};
const PgQuery kFind = {"find_local_code", Cat("SELECT ", kLocalCodeColumns,
                                              " FROM local_codes WHERE province = $1 AND code = $2"
                                              " AND record_time <= $3 AND (replaced_time IS NULL"
                                              " OR replaced_time > $3)")};
const PgQuery kList = {
    "list_local_codes",
    Cat("SELECT ", kLocalCodeColumns,
        " FROM local_codes WHERE replaced_time IS NULL AND province >= $1 AND province <= $2"
        " AND (province, code) > ($3, $4) AND strpos(words, $5) > 0"
        " AND CASE $6::bigint WHEN 0 THEN true"
        "   WHEN 1 THEN national_code <> '' AND (national_code = ANY($7::text[])) = ($8::bigint = "
        "1)"
        "   WHEN 2 THEN is_local_only = 1"
        "   ELSE national_code = '' AND is_local_only = 0 END"
        " ORDER BY province, code LIMIT $9")};
const PgQuery kTally = {"tally_local_codes",
                        Cat("SELECT ", kTallyColumns,
                            " FROM local_codes WHERE replaced_time IS NULL GROUP BY 1, 2, 3, 4")};

class PostgresLocalCodes final : public LocalCodeStore {
 public:
  PostgresLocalCodes(const std::string& conninfo, obs::Metrics& metrics)
      : pool_({conninfo, kConnections}, "catalog_local_codes", metrics) {}

  absl::StatusOr<std::vector<bool>> Add(const std::vector<LocalCode>& told, absl::Time now,
                                        bool check_only) override {
    std::vector<bool> added;
    RETURN_IF_ERROR(pool_.Run([&](Postgres& db) {
      return sql::RunPgTransaction(
          db, [&] { return AddAll(db, told, absl::ToUnixMicros(now), check_only, added); });
    }));
    return added;
  }

  absl::StatusOr<std::optional<KeptLocalCode>> Find(const LocalCodePlace& place,
                                                    std::optional<int64_t> known_at) override {
    ASSIGN_OR_RETURN(const PgResult rows,
                     Run(kFind, With(place.province, place.code, UpTo(known_at))));
    if (rows.empty()) return std::nullopt;
    return ReadLocalCode(rows[0]);
  }

  absl::StatusOr<std::vector<KeptLocalCode>> List(const LocalCodeFilter& filter,
                                                  const LocalCodePlace& after, int limit) override {
    ASSIGN_OR_RETURN(const PgResult rows,
                     Run(kList, With(FirstProvince(filter), LastProvince(filter), after.province,
                                     after.code, filter.words, static_cast<int>(filter.says),
                                     filter.national_codes, filter.is_among ? 1 : 0, limit)));
    return ReadAll(rows, ReadLocalCode<sql::PgRow>);
  }

  absl::StatusOr<std::vector<LocalCodeTally>> Tally() override {
    ASSIGN_OR_RETURN(const PgResult rows, Run(kTally, {}));
    return ReadAll(rows, ReadTally<sql::PgRow>);
  }

 private:
  absl::StatusOr<PgResult> Run(const PgQuery& query, const PgParams& params) {
    return pool_.Run([&](Postgres& db) { return db.Run(query, params); });
  }

  static absl::Status AddAll(Postgres& db, const std::vector<LocalCode>& told, int64_t now,
                             bool check_only, std::vector<bool>& added) {
    added.clear();
    PgRows asked;
    for (const LocalCode& one : told) asked.Row().Add(one.province).Add(one.code);
    if (asked.empty()) return absl::OkStatus();
    db.Queue(sql::kPgBegin);
    db.Queue(kHoldLast);
    db.Queue(kLastWords, With(asked));
    ASSIGN_OR_RETURN(const std::vector<PgResult> results, db.Flush());
    // Later than what came before, whichever replica's clock that was.
    const int64_t time = std::max(now, results[1][0].Int(0));
    std::map<std::pair<std::string, std::string>, LocalCode> last;
    for (KeptLocalCode& one : ReadAll(results[2], ReadLocalCode<sql::PgRow>)) {
      last.emplace(std::pair(one.told.province, one.told.code), std::move(one.told));
    }
    PgRows replaced;
    PgRows rows;
    for (const LocalCode& one : told) {
      const auto at = last.find({one.province, one.code});
      added.push_back(at == last.end() || at->second != one);
      if (!added.back()) continue;
      replaced.Row().Add(one.province).Add(one.code);
      PutLocalCode(one, time, [&to = rows.Row()](const auto& value) { to.Add(value); });
      rows.Add(WordsOf(one));
    }
    if (check_only || rows.empty()) return absl::OkStatus();
    db.Queue(kReplace, With(time, replaced));
    db.Queue(kInsert, With(rows));
    db.Queue(kMoveLast, With(time));
    db.Queue(sql::kPgCommit);
    return db.Flush().status();
  }

  sql::PgPool pool_;
};

}  // namespace

std::unique_ptr<LocalCodeStore> OpenPostgresLocalCodes(const std::string& conninfo,
                                                       obs::Metrics& metrics) {
  return std::make_unique<PostgresLocalCodes>(conninfo, metrics);
}

}  // namespace motcua::catalog
