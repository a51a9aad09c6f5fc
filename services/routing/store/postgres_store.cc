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
constexpr char kEmpty[] = R"sql(
  BEGIN;
  SET LOCAL lock_timeout = 0;
  LOCK TABLE import IN EXCLUSIVE MODE;
  DELETE FROM units; DELETE FROM successions; DELETE FROM province_codes;
  DELETE FROM special_days; DELETE FROM office_hours; DELETE FROM rules; DELETE FROM import)sql";

const sql::PgQuery kPutFingerprint = {"put_fingerprint",
                                      "INSERT INTO import(id, fingerprint) VALUES(1, $1)"};
const sql::PgQuery kFingerprint = {"fingerprint", "SELECT fingerprint FROM import"};
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
  explicit PostgresStore(std::unique_ptr<sql::Postgres> db) : db_(std::move(db)) {}

  absl::Status ReplaceTables(const Tables& tables, std::string_view fingerprint) override {
    const std::lock_guard lock(mutex_);
    absl::Status status = Replace(tables, fingerprint);
    db_->Rollback();
    return status;
  }

  absl::StatusOr<std::string> Fingerprint() override {
    const std::lock_guard lock(mutex_);
    ASSIGN_OR_RETURN(const sql::PgResult rows, db_->Run(kFingerprint));
    return rows.empty() ? std::string() : rows[0].Text(0);
  }

  absl::StatusOr<Tables> Load() override {
    const std::lock_guard lock(mutex_);
    Tables tables;
    absl::Status status = Select(tables);
    db_->Rollback();
    if (!status.ok()) return status;
    return tables;
  }

 private:
  absl::Status Replace(const Tables& tables, std::string_view fingerprint) {
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
    params.Add(fingerprint);
    db_->Queue(kPutFingerprint, std::move(params));
    db_->Queue(sql::kPgCommit);
    return db_->Flush().status();
  }

  absl::Status Select(Tables& tables) {
    RETURN_IF_ERROR(db_->Run(kBeginReading).status());
    return ForEachTable([&](auto table) -> absl::Status {
      ASSIGN_OR_RETURN(const sql::PgResult rows, db_->Run(SelectOf(table)));
      for (int i = 0; i < rows.size(); ++i) {
        ASSIGN_OR_RETURN(auto row, table.Read(rows[i]));
        (tables.*table.kRows).push_back(std::move(row));
      }
      return absl::OkStatus();
    });
  }

  std::mutex mutex_;  // Guards the connection.
  const std::unique_ptr<sql::Postgres> db_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<UnitStore>> OpenPostgresStore(const std::string& conninfo) {
  RETURN_IF_ERROR(sql::BringUpToDate(conninfo, kPostgresMigrations));
  ASSIGN_OR_RETURN(std::unique_ptr<sql::Postgres> db,
                   sql::OnceThere([&] { return sql::Postgres::Connect(conninfo); }));
  return std::make_unique<PostgresStore>(std::move(db));
}

}  // namespace motcua::routing
