#include "services/routing/store/sqlite_store.h"

#include <mutex>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/sql/migrate.h"
#include "libs/sql/sqlite.h"
#include "libs/sql/transaction.h"
#include "services/routing/store/columns.h"
#include "services/routing/store/sqlite_migrations.h"

namespace motcua::routing {
namespace {

constexpr char kEmpty[] = R"sql(
  DELETE FROM units; DELETE FROM successions; DELETE FROM province_codes;
  DELETE FROM special_days; DELETE FROM office_hours; DELETE FROM rules;
  DELETE FROM agencies; DELETE FROM import)sql";

constexpr char kPutEdition[] = "INSERT INTO import(id, number, files) VALUES(1, ?1, ?2)";
constexpr char kEdition[] = "SELECT number, files FROM import";

// `?1,?2,…`, one for each of a table's columns.
std::string Parameters(std::string_view types) {
  std::string out;
  for (size_t i = 1; i <= types.size(); ++i) out += base::Cat(i == 1 ? "?" : ",?", i);
  return out;
}

absl::Status Insert(sql::Sqlite& db, const Tables& tables) {
  return ForEachTable([&](auto table) -> absl::Status {
    ASSIGN_OR_RETURN(sql::Statement insert,
                     db.Prepare(base::Cat("INSERT INTO ", table.kName, "(", table.kColumns,
                                          ") VALUES(", Parameters(table.kTypes), ")")));
    for (const auto& row : tables.*table.kRows) {
      insert.Begin();
      table.Put(row,
                [&insert, next = 0](const auto& value) mutable { insert.Bind(++next, value); });
      RETURN_IF_ERROR(insert.Run());
    }
    return absl::OkStatus();
  });
}

absl::Status Select(sql::Sqlite& db, Tables& tables) {
  return ForEachTable([&](auto table) -> absl::Status {
    ASSIGN_OR_RETURN(sql::Statement rows,
                     db.Prepare(base::Cat("SELECT ", table.kColumns, " FROM ", table.kName,
                                          " ORDER BY ", table.kOrder)));
    while (true) {
      ASSIGN_OR_RETURN(const bool more, rows.Step());
      if (!more) return absl::OkStatus();
      ASSIGN_OR_RETURN(auto row, table.Read(rows));
      (tables.*table.kRows).push_back(std::move(row));
    }
  });
}

absl::StatusOr<Edition> ReadEdition(sql::Sqlite& db) {
  ASSIGN_OR_RETURN(sql::Statement get, db.Prepare(kEdition));
  ASSIGN_OR_RETURN(const bool found, get.Begin().Step());
  return found ? Edition{get.Int(0), get.Text(1)} : Edition();
}

class SqliteStore final : public UnitStore {
 public:
  SqliteStore(std::unique_ptr<sql::Sqlite> db, std::unique_ptr<sql::Transactions> transactions)
      : db_(std::move(db)), transactions_(std::move(transactions)) {}

  absl::Status ReplaceTables(const Tables& tables, const Edition& edition) override {
    const std::lock_guard lock(mutex_);
    return transactions_->Run([&]() -> absl::Status {
      ASSIGN_OR_RETURN(const Edition kept, ReadEdition(*db_));
      if (kept.number != edition.number - 1) {
        return EditionChanged(kept.number, edition.number - 1);
      }
      RETURN_IF_ERROR(db_->Exec(kEmpty));
      RETURN_IF_ERROR(Insert(*db_, tables));
      ASSIGN_OR_RETURN(sql::Statement put, db_->Prepare(kPutEdition));
      return put.Begin().Bind(1, edition.number).Bind(2, edition.files).Run();
    });
  }

  absl::StatusOr<Edition> Current() override {
    const std::lock_guard lock(mutex_);
    return ReadEdition(*db_);
  }

  absl::StatusOr<KeptTables> Load() override {
    const std::lock_guard lock(mutex_);
    KeptTables kept;
    RETURN_IF_ERROR(transactions_->Run([&]() -> absl::Status {
      ASSIGN_OR_RETURN(kept.edition, ReadEdition(*db_));
      return Select(*db_, kept.tables);
    }));
    return kept;
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
