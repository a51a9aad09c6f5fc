#include "services/routing/store/sqlite_store.h"

#include <mutex>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/sql/migrate.h"
#include "libs/sql/sqlite.h"
#include "libs/sql/transaction.h"
#include "services/routing/store/sqlite_migrations.h"
#include "services/routing/store/sqlite_rows.h"

namespace motcua::routing {
namespace {

constexpr char kEmpty[] = R"sql(
  DELETE FROM units; DELETE FROM successions; DELETE FROM province_codes;
  DELETE FROM special_days; DELETE FROM rules; DELETE FROM import)sql";

constexpr char kPutFingerprint[] = "INSERT INTO import(id, fingerprint) VALUES(1, ?1)";
constexpr char kFingerprint[] = "SELECT fingerprint FROM import";

class SqliteStore final : public UnitStore {
 public:
  SqliteStore(std::unique_ptr<sql::Sqlite> db, std::unique_ptr<sql::Transactions> transactions)
      : db_(std::move(db)), transactions_(std::move(transactions)) {}

  absl::Status ReplaceTables(const Tables& tables, std::string_view fingerprint) override {
    const std::lock_guard lock(mutex_);
    return transactions_->Run([&]() -> absl::Status {
      RETURN_IF_ERROR(db_->Exec(kEmpty));
      RETURN_IF_ERROR(InsertTables(*db_, tables));
      ASSIGN_OR_RETURN(sql::Statement put, db_->Prepare(kPutFingerprint));
      return put.Begin().Bind(1, fingerprint).Run();
    });
  }

  absl::StatusOr<std::string> Fingerprint() override {
    const std::lock_guard lock(mutex_);
    ASSIGN_OR_RETURN(sql::Statement get, db_->Prepare(kFingerprint));
    ASSIGN_OR_RETURN(const bool found, get.Begin().Step());
    return found ? get.Text(0) : std::string();
  }

  absl::StatusOr<Tables> Load() override {
    const std::lock_guard lock(mutex_);
    return SelectTables(*db_);
  }

 private:
  std::mutex mutex_;  // Guards the connection.
  const std::unique_ptr<sql::Sqlite> db_;
  const std::unique_ptr<sql::Transactions> transactions_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<UnitStore>> OpenSqliteStore(const std::string& path) {
  ASSIGN_OR_RETURN(std::unique_ptr<sql::Sqlite> db, sql::Sqlite::Open(path));
  RETURN_IF_ERROR(sql::Migrate(*db, kMigrations));
  ASSIGN_OR_RETURN(std::unique_ptr<sql::Transactions> transactions, sql::Transactions::On(*db));
  return std::make_unique<SqliteStore>(std::move(db), std::move(transactions));
}

}  // namespace motcua::routing
