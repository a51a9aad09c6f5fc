#include "services/reporting/store/postgres_store.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "libs/sql/pg_migrate.h"
#include "libs/sql/pg_pool.h"
#include "libs/sql/pg_transaction.h"
#include "services/reporting/store/columns.h"
#include "services/reporting/store/postgres_schema.h"

namespace motcua::reporting {
namespace {

using base::Cat;
using sql::PgParams;
using sql::PgQuery;
using sql::PgResult;
using sql::PgRows;
using sql::PgUnnest;
using sql::Postgres;

// `columns` with `excluded.` before each: the row that came, whatever else the table has.
std::string Excluded(std::string_view columns) {
  std::string out = "excluded.";
  for (const char c : columns) {
    if (c == ' ') continue;
    out.push_back(c);
    if (c == ',') out += "excluded.";
  }
  return out;
}

const PgQuery kMarks = {
    "marks", "SELECT province_code, sequence, event_us FROM watermarks ORDER BY province_code"};
// The locked rows make replicas that follow the same log take turns.
const PgQuery kSeeMarks = {
    "see_marks",
    "SELECT province_code, sequence, event_us FROM watermarks"
    " WHERE province_code = ANY($1::text[]) ORDER BY province_code FOR UPDATE"};
const PgQuery kInsertMarks = {
    "insert_marks", Cat("INSERT INTO watermarks(province_code, sequence, event_us) SELECT * FROM ",
                        PgUnnest("tii"))};
const PgQuery kUpdateMarks = {
    "update_marks",
    Cat("UPDATE watermarks m SET sequence = w.sequence, event_us = w.event_us FROM ",
        PgUnnest("tii"),
        " AS w(province_code, sequence, event_us)"
        " WHERE m.province_code = w.province_code")};
const PgQuery kLoad = {"load", Cat("SELECT ", kProgressColumns,
                                   " FROM progress WHERE dossier_code = ANY($1::text[])")};
const PgQuery kSave = {"save",
                       Cat("INSERT INTO progress(", kProgressColumns, ") SELECT * FROM ",
                           PgUnnest("tttttiiiiiiii"), " ON CONFLICT(dossier_code) DO UPDATE SET (",
                           kProgressColumns, ") = ROW(", Excluded(kProgressColumns), ")")};

std::vector<std::string> ListOf(const std::set<std::string>& names) {
  return {names.begin(), names.end()};
}

class PostgresStore final : public ProgressStore {
 public:
  PostgresStore(const std::string& conninfo, int max_connections, obs::Metrics& metrics)
      : pool_({conninfo, max_connections}, "reporting", metrics) {}

  absl::Status Apply(const std::vector<Fact>& facts) override {
    const Touched touched = TouchedBy(facts);
    // Applied twice is applied once, so it may be run again when nobody knows whether it was.
    return pool_.Run([&](Postgres& db) {
      return sql::RunPgTransaction(db, [&]() -> absl::Status {
        ASSIGN_OR_RETURN(Projection projection, See(db, touched));
        const std::map<std::string, Watermark> before = projection.marks;
        RETURN_IF_ERROR(MoveOn(projection, facts));
        return Write(db, before, projection);
      });
    });
  }

  absl::StatusOr<std::vector<Watermark>> Watermarks() override {
    ASSIGN_OR_RETURN(const PgResult rows, Read(kMarks, {}));
    std::vector<Watermark> marks;
    for (int i = 0; i < rows.size(); ++i) marks.push_back(ReadWatermark(rows[i]));
    return marks;
  }

  absl::StatusOr<Summary> Sum(const Question& question) override {
    const absl::Time first = absl::FromCivil(question.from, base::Vietnam());
    const absl::Time past = absl::FromCivil(question.to + 1, base::Vietnam());
    PgParams params;
    params.Add(question.scope).Add(absl::ToUnixMicros(first)).Add(absl::ToUnixMicros(past) - 1);
    ASSIGN_OR_RETURN(const PgResult rows,
                     Read(SumQueryOf(question.scope, question.group_by), params));
    Summary summary;
    for (int i = 0; i < rows.size(); ++i) {
      AddCounts(rows[i], question.group_by != GroupBy::kNothing, summary);
    }
    return summary;
  }

  absl::Status Ready() override { return Watermarks().status(); }

 private:
  absl::StatusOr<PgResult> Read(const PgQuery& query, const PgParams& params) {
    return pool_.Run([&](Postgres& db) { return db.Run(query, params); });
  }

  static absl::StatusOr<Projection> See(Postgres& db, const Touched& touched) {
    PgParams provinces;
    provinces.Add(ListOf(touched.provinces));
    PgParams dossiers;
    dossiers.Add(ListOf(touched.dossiers));
    db.Queue(sql::kPgBegin);
    db.Queue(kSeeMarks, std::move(provinces));
    db.Queue(kLoad, std::move(dossiers));
    ASSIGN_OR_RETURN(const std::vector<PgResult> results, db.Flush());
    Projection projection;
    for (int i = 0; i < results[1].size(); ++i) {
      Watermark mark = ReadWatermark(results[1][i]);
      projection.marks[mark.province_code] = mark;
    }
    for (int i = 0; i < results[2].size(); ++i) {
      Progress progress = ReadProgress(results[2][i]);
      projection.progress[progress.dossier_code] = std::move(progress);
    }
    return projection;
  }

  static absl::Status Write(Postgres& db, const std::map<std::string, Watermark>& before,
                            const Projection& projection) {
    PgRows new_marks;
    PgRows marks;
    for (const auto& [province, mark] : projection.marks) {
      PgRows& rows = before.contains(province) ? marks : new_marks;
      rows.Row().Add(province).Add(mark.sequence).Add(absl::ToUnixMicros(mark.event_time));
    }
    PgRows progress;
    for (const auto& [dossier, one] : projection.progress) {
      PutProgress(one, [&rows = progress.Row()](const auto& value) { rows.Add(value); });
    }
    QueueRows(db, kInsertMarks, new_marks);
    QueueRows(db, kUpdateMarks, marks);
    QueueRows(db, kSave, progress);
    db.Queue(sql::kPgCommit);
    return db.Flush().status();
  }

  static void QueueRows(Postgres& db, const PgQuery& query, const PgRows& rows) {
    if (rows.empty()) return;
    PgParams params;
    params.Add(rows);
    db.Queue(query, std::move(params));
  }

  sql::PgPool pool_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<ProgressStore>> OpenPostgresStore(const std::string& conninfo,
                                                                 int max_connections,
                                                                 obs::Metrics& metrics) {
  RETURN_IF_ERROR(sql::BringUpToDate(conninfo, PostgresMigrations()));
  return std::make_unique<PostgresStore>(conninfo, max_connections, metrics);
}

}  // namespace motcua::reporting
