#include "services/reporting/store/sqlite_schema.h"

#include "libs/base/text.h"

namespace motcua::reporting {
namespace {

// Times are microseconds since 1970, UTC.
constexpr char kProgress[] = R"sql(
  CREATE TABLE progress(
    dossier_code TEXT NOT NULL PRIMARY KEY,
    procedure_code TEXT NOT NULL,
    receiving_unit TEXT NOT NULL,
    competent_unit TEXT NOT NULL,
    competent_province TEXT NOT NULL,
    channel INTEGER NOT NULL,
    filed_us INTEGER NOT NULL,
    due_us INTEGER,
    received_us INTEGER,
    finished_us INTEGER,
    stopped INTEGER NOT NULL,
    on_time INTEGER NOT NULL,
    rating_score INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX progress_by_receipt ON progress(received_us);
  CREATE INDEX progress_by_unit ON progress(competent_unit, received_us);
  CREATE INDEX progress_by_filing ON progress(filed_us);

  CREATE TABLE watermarks(
    province_code TEXT NOT NULL PRIMARY KEY,
    sequence INTEGER NOT NULL,
    event_us INTEGER NOT NULL) STRICT, WITHOUT ROWID;
)sql";

constexpr sql::Migration kMigrations[] = {{1, "progress", kProgress}};

// A month in Vietnam, seven hours ahead of UTC.
constexpr char kMonth[] = "strftime('%Y-%m', at_us / 1000000 + 25200, 'unixepoch')";

}  // namespace

std::span<const sql::Migration> SqliteMigrations() {
  return kMigrations;
}

const char* const kGroupKeys[] = {
    "''",
    "competent_province",
    "competent_unit",
    "procedure_code",
    "CASE channel WHEN 1 THEN 'DIRECT' WHEN 2 THEN 'ONLINE' WHEN 3 THEN 'POST' ELSE '' END",
    kMonth,
};

// Two looks at one table: dossiers filed in the period count as filed, those received in it as all
// else.
std::string SumQuery(const char* key, const char* scope_condition) {
  constexpr char kColumns[] =
      "procedure_code, competent_unit, competent_province, channel, finished_us, on_time, stopped,"
      " rating_score";
  return base::Cat(
      "SELECT ", key,
      " AS key, sum(filed), sum(received), sum(received * (channel = 2)),"
      " sum(received * (finished_us IS NOT NULL)), sum(received * on_time),"
      " sum(received * stopped), sum(received * (rating_score > 0)), sum(received * rating_score)"
      " FROM (SELECT filed_us AS at_us, 1 AS filed, 0 AS received, ",
      kColumns, " FROM progress WHERE filed_us BETWEEN ?2 AND ?3 AND ", scope_condition,
      " UNION ALL SELECT received_us, 0, 1, ", kColumns,
      " FROM progress WHERE received_us BETWEEN ?2 AND ?3 AND ", scope_condition,
      ") GROUP BY 1 ORDER BY 1");
}

}  // namespace motcua::reporting
