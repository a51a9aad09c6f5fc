#include "services/procedure-catalog/store/sqlite_desks.h"

#include <mutex>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/sql/readers.h"
#include "libs/sql/transaction.h"
#include "services/procedure-catalog/store/desk_columns.h"
#include "services/procedure-catalog/store/sqlite_rows.h"
#include "services/procedure-catalog/store/sqlite_told.h"

namespace motcua::catalog {
namespace {

constexpr int kReaders = 4;

constexpr char kLastTime[] = "SELECT record_time FROM desks ORDER BY id DESC LIMIT 1";
constexpr char kWords[] =
    " FROM desks WHERE agency = ?1 AND procedure_code = ?2 AND replaced_from > valid_from";
constexpr char kReplace[] =
    "UPDATE desks SET replaced_from = ?3"
    " WHERE agency = ?1 AND procedure_code = ?2 AND replaced_from > ?3";
constexpr char kInsert[] = ", replaced_from) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
// Of an authority's two rows that hold, the other columns are those of the row with the greater
// code: SQLite says so of a query with one max().
constexpr char kList[] =
    ", max(procedure_code) FROM desks WHERE procedure_code IN (?1, '')"
    " AND agency >= ?2 AND agency <= ?3"
    " AND valid_from <= ?4 AND valid_to >= ?4 AND replaced_from > ?4"
    " GROUP BY agency ORDER BY agency LIMIT ?5";

// The statements of one connection that reads.
struct Queries {
  sql::Statement list;

  static absl::StatusOr<Queries> Prepare(sql::Sqlite& db) {
    ASSIGN_OR_RETURN(sql::Statement list, db.Prepare(base::Cat("SELECT ", kDeskColumns, kList)));
    return Queries{std::move(list)};
  }
};

// The statements of the one connection that writes.
struct Writes {
  sql::Statement last_time;
  sql::Statement words;
  sql::Statement replace;
  sql::Statement insert;

  static absl::StatusOr<Writes> Prepare(sql::Sqlite& db) {
    ASSIGN_OR_RETURN(sql::Statement last_time, db.Prepare(kLastTime));
    ASSIGN_OR_RETURN(sql::Statement words, db.Prepare(base::Cat("SELECT ", kDeskColumns, kWords)));
    ASSIGN_OR_RETURN(sql::Statement replace, db.Prepare(kReplace));
    ASSIGN_OR_RETURN(sql::Statement insert,
                     db.Prepare(base::Cat("INSERT INTO desks(", kDeskColumns, kInsert)));
    return Writes{std::move(last_time), std::move(words), std::move(replace), std::move(insert)};
  }
};

class SqliteDesks final : public DeskStore {
 public:
  using Readers = sql::Readers<Queries>;

  SqliteDesks(std::unique_ptr<sql::Sqlite> db, std::unique_ptr<sql::Transactions> transactions,
              std::unique_ptr<Readers> readers, Writes writes)
      : db_(std::move(db)),
        transactions_(std::move(transactions)),
        readers_(std::move(readers)),
        writes_(std::move(writes)) {}

  absl::StatusOr<std::vector<bool>> Add(const std::vector<Desk>& desks, absl::Time now,
                                        bool check_only) override {
    const std::lock_guard lock(mutex_);
    return AddTold(*transactions_, writes_.last_time, desks, now, check_only,
                   [this](const Desk& one, int64_t time) { return AddOne(one, time); });
  }

  absl::StatusOr<std::vector<KeptDesk>> List(const DeskFilter& filter,
                                             const std::string& after_agency, int limit) override {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
    sql::Statement& rows = read->list.Begin()
                               .Bind(1, filter.procedure_code)
                               .Bind(2, FirstAgency(filter, after_agency))
                               .Bind(3, LastAgency(filter))
                               .Bind(4, filter.day)
                               .Bind(5, limit);
    return ReadAll(rows, ReadDesk<sql::Statement>);
  }

 private:
  absl::StatusOr<bool> AddOne(const Desk& desk, int64_t time) {
    sql::Statement& rows = writes_.words.Begin().Bind(1, desk.agency).Bind(2, desk.procedure_code);
    ASSIGN_OR_RETURN(const std::vector<KeptDesk> said, ReadAll(rows, ReadDesk<sql::Statement>));
    DeskWords words;
    for (const KeptDesk& one : said) words.emplace(one.desk.valid_from, one.desk);
    if (!Say(desk, words)) return false;
    RETURN_IF_ERROR(writes_.replace.Begin()
                        .Bind(1, desk.agency)
                        .Bind(2, desk.procedure_code)
                        .Bind(3, FirstDayOf(desk))
                        .Run());
    sql::Statement& insert = writes_.insert.Begin();
    int next = 0;
    PutDesk(desk, time, [&](const auto& value) { insert.Bind(++next, value); });
    RETURN_IF_ERROR(insert.Bind(++next, kLastDay).Run());
    return true;
  }

  const std::unique_ptr<sql::Sqlite> db_;
  const std::unique_ptr<sql::Transactions> transactions_;
  const std::unique_ptr<Readers> readers_;
  std::mutex mutex_;  // Of the connection that writes.
  Writes writes_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<DeskStore>> OpenSqliteDesks(const std::string& path,
                                                           obs::Metrics& metrics) {
  ASSIGN_OR_RETURN(std::unique_ptr<sql::Sqlite> db, sql::Sqlite::Open(path));
  ASSIGN_OR_RETURN(Writes writes, Writes::Prepare(*db));
  ASSIGN_OR_RETURN(auto transactions, sql::Transactions::On(*db));
  ASSIGN_OR_RETURN(auto readers, sql::Readers<Queries>::Open({path, kReaders, "catalog_desks"},
                                                             metrics, Queries::Prepare));
  return std::make_unique<SqliteDesks>(std::move(db), std::move(transactions), std::move(readers),
                                       std::move(writes));
}

}  // namespace motcua::catalog
