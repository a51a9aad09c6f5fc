#include "services/routing/store/postgres_store.h"

#include <mutex>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/sql/pg_migrate.h"
#include "libs/sql/pg_start.h"
#include "libs/sql/postgres.h"
#include "services/routing/store/columns.h"
#include "services/routing/store/postgres_migrations.h"

namespace motcua::routing {
namespace {

// Replicas that import at the same time take turns; readers see the old tables until the commit.
constexpr char kBegin[] = R"sql(
  BEGIN;
  SET LOCAL lock_timeout = 0;
  LOCK TABLE import IN EXCLUSIVE MODE)sql";
constexpr char kEmpty[] = R"sql(
  DELETE FROM units; DELETE FROM successions; DELETE FROM province_codes;
  DELETE FROM special_days; DELETE FROM office_hours; DELETE FROM rules;
  DELETE FROM agencies; DELETE FROM import)sql";

const sql::PgQuery kPutEdition = {"put_edition",
                                  "INSERT INTO import(id, number, files) VALUES(1, $1, $2)"};
const sql::PgQuery kEdition = {"edition", "SELECT number, files FROM import"};
// All that is read until the end is of one moment.
const sql::PgQuery kBeginReading = {"begin_reading",
                                    "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"};

template <typename Table>
const sql::PgQuery& InsertOf(Table table) {
  static const sql::PgQuery& query =
      *new sql::PgQuery{base::Cat("insert_", table.kName),
                        base::Cat("INSERT INTO ", table.kName, "(", table.kColumns,
                                  ") SELECT * FROM ", sql::PgUnnest(table.kTypes))};
  return query;
}

template <typename Table>
const sql::PgQuery& SelectOf(Table table) {
  static const sql::PgQuery& query = *new sql::PgQuery{
      base::Cat("select_", table.kName),
      base::Cat("SELECT ", table.kColumns, " FROM ", table.kName, " ORDER BY ", table.kOrder)};
  return query;
}

class PostgresStore final : public UnitStore {
 public:
  PostgresStore(std::string conninfo, std::unique_ptr<sql::Postgres> db)
      : conninfo_(std::move(conninfo)), db_(std::move(db)) {}

  absl::Status ReplaceTables(const Tables& tables, const Edition& edition) override {
    const std::lock_guard lock(mutex_);
    RETURN_IF_ERROR(Reconnect());
    absl::Status status = Replace(tables, edition);
    db_->Rollback();
    return status;
  }

  absl::StatusOr<Edition> Current() override {
    const std::lock_guard lock(mutex_);
    RETURN_IF_ERROR(Reconnect());
    return ReadEdition();
  }

  absl::StatusOr<KeptTables> Load() override {
    const std::lock_guard lock(mutex_);
    RETURN_IF_ERROR(Reconnect());
    KeptTables kept;
    absl::Status status = Select(kept);
    db_->Rollback();
    if (!status.ok()) return status;
    return kept;
  }

 private:
  absl::Status Reconnect() {
    if (!db_->broken()) return absl::OkStatus();
    ASSIGN_OR_RETURN(db_, sql::Postgres::Connect(conninfo_));
    return absl::OkStatus();
  }

  absl::StatusOr<Edition> ReadEdition() {
    ASSIGN_OR_RETURN(const sql::PgResult rows, db_->Run(kEdition));
    return rows.empty() ? Edition() : Edition{rows[0].Int(0), rows[0].Text(1)};
  }

  absl::Status Replace(const Tables& tables, const Edition& edition) {
    RETURN_IF_ERROR(db_->Exec(kBegin));
    ASSIGN_OR_RETURN(const Edition kept, ReadEdition());
    if (kept.number != edition.number - 1) {
      return EditionChanged(kept.number, edition.number - 1);
    }
    RETURN_IF_ERROR(db_->Exec(kEmpty));
    RETURN_IF_ERROR(ForEachTable([&](auto table) {
      sql::PgRows rows;
      for (const auto& row : tables.*table.kRows) {
        table.Put(row, [&to = rows.Row()](const auto& value) { to.Add(value); });
      }
      if (rows.empty()) return absl::OkStatus();
      sql::PgParams params;
      params.Add(rows);
      return db_->Run(InsertOf(table), std::move(params)).status();
    }));
    sql::PgParams params;
    params.Add(edition.number);
    params.Add(edition.files);
    db_->Queue(kPutEdition, std::move(params));
    db_->Queue(sql::kPgCommit);
    return db_->Flush().status();
  }

  absl::Status Select(KeptTables& kept) {
    RETURN_IF_ERROR(db_->Run(kBeginReading).status());
    ASSIGN_OR_RETURN(kept.edition, ReadEdition());
    return ForEachTable([&](auto table) -> absl::Status {
      ASSIGN_OR_RETURN(const sql::PgResult rows, db_->Run(SelectOf(table)));
      for (int i = 0; i < rows.size(); ++i) {
        ASSIGN_OR_RETURN(auto row, table.Read(rows[i]));
        (kept.tables.*table.kRows).push_back(std::move(row));
      }
      return absl::OkStatus();
    });
  }

  const std::string conninfo_;
  std::mutex mutex_;  // Guards the connection.
  std::unique_ptr<sql::Postgres> db_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<UnitStore>> OpenPostgresStore(const std::string& conninfo) {
  RETURN_IF_ERROR(sql::BringUpToDate(conninfo, kPostgresMigrations));
  ASSIGN_OR_RETURN(std::unique_ptr<sql::Postgres> db,
                   sql::OnceThere([&] { return sql::Postgres::Connect(conninfo); }));
  return std::make_unique<PostgresStore>(conninfo, std::move(db));
}

}  // namespace motcua::routing
