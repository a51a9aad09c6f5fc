#include "services/reporting/store/postgres_schema.h"

#include <array>
#include <vector>

#include "libs/base/text.h"

namespace motcua::reporting {
namespace {

// Times are microseconds since 1970, UTC.
constexpr char kProgress[] = R"sql(
  CREATE TABLE progress(
    dossier_code text PRIMARY KEY,
    procedure_code text NOT NULL,
    receiving_unit text NOT NULL,
    competent_unit text NOT NULL,
    competent_province text NOT NULL,
    channel smallint NOT NULL,
    filed_us bigint NOT NULL,
    due_us bigint,
    received_us bigint,
    finished_us bigint,
    stopped smallint NOT NULL,
    rating_score smallint NOT NULL,
    on_time smallint NOT NULL);
  CREATE INDEX progress_by_receipt ON progress(received_us);
  CREATE INDEX progress_by_unit ON progress(competent_unit, received_us);
  CREATE INDEX progress_by_filing ON progress(filed_us);

  CREATE TABLE watermarks(
    province_code text PRIMARY KEY,
    sequence bigint NOT NULL,
    event_us bigint NOT NULL) WITH (fillfactor = 20);
)sql";

constexpr sql::Migration kMigrations[] = {{1, "progress", kProgress}};

// By number of GroupBy. A month is one in Vietnam.
constexpr std::array<const char*, 6> kKeys = {
    "''",
    "competent_province",
    "competent_unit",
    "procedure_code",
    "CASE channel WHEN 1 THEN 'DIRECT' WHEN 2 THEN 'ONLINE' WHEN 3 THEN 'POST' ELSE '' END",
    "to_char(to_timestamp(at_us / 1000000) AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM')",
};

struct Scope {
  const char* name;
  const char* condition;
};
constexpr std::array<Scope, 3> kScopes = {Scope{"country", "$1::text = 'VN'"},
                                          Scope{"province", "competent_province = $1::text"},
                                          Scope{"unit", "competent_unit = $1::text"}};

// Two looks at one table: dossiers filed in the period count as filed, those received in it as all
// else. Keys compare byte by byte, as in the other engine.
std::string SumQuery(const char* key, const char* condition) {
  constexpr char kColumns[] =
      "procedure_code, competent_unit, competent_province, channel, finished_us, on_time, stopped,"
      " rating_score";
  return base::Cat("SELECT (", key,
                   ") COLLATE \"C\" AS key, count(*) FILTER (WHERE is_filed),"
                   " count(*) FILTER (WHERE NOT is_filed),"
                   " count(*) FILTER (WHERE NOT is_filed AND channel = 2),"
                   " count(*) FILTER (WHERE NOT is_filed AND finished_us IS NOT NULL),"
                   " count(*) FILTER (WHERE NOT is_filed AND on_time = 1),"
                   " count(*) FILTER (WHERE NOT is_filed AND stopped = 1),"
                   " count(*) FILTER (WHERE NOT is_filed AND rating_score > 0),"
                   " coalesce(sum(rating_score) FILTER (WHERE NOT is_filed), 0)::bigint"
                   " FROM (SELECT filed_us AS at_us, true AS is_filed, ",
                   kColumns, " FROM progress WHERE filed_us BETWEEN $2 AND $3 AND ", condition,
                   " UNION ALL SELECT received_us, false, ", kColumns,
                   " FROM progress WHERE received_us BETWEEN $2 AND $3 AND ", condition,
                   ") AS counted GROUP BY 1 ORDER BY 1");
}

std::vector<sql::PgQuery> SumQueries() {
  std::vector<sql::PgQuery> queries;
  for (const Scope& scope : kScopes) {
    for (size_t i = 0; i < kKeys.size(); ++i) {
      queries.push_back(
          {base::Cat("sum_", scope.name, "_", i), SumQuery(kKeys[i], scope.condition)});
    }
  }
  return queries;
}

}  // namespace

std::span<const sql::Migration> PostgresMigrations() {
  return kMigrations;
}

const sql::PgQuery& SumQueryOf(const std::string& scope, GroupBy group_by) {
  static const std::vector<sql::PgQuery>& queries = *new std::vector<sql::PgQuery>(SumQueries());
  const size_t row = scope == "VN" ? 0 : scope.size() == 2 ? 1 : 2;
  return queries[row * kKeys.size() + static_cast<size_t>(group_by)];
}

}  // namespace motcua::reporting
