#include "services/procedure-catalog/store/sqlite_local_codes.h"

#include <mutex>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/sql/readers.h"
#include "libs/sql/transaction.h"
#include "services/procedure-catalog/store/local_code_columns.h"
#include "services/procedure-catalog/store/sqlite_rows.h"
#include "services/procedure-catalog/store/sqlite_told.h"

namespace motcua::catalog {
namespace {

constexpr int kReaders = 2;

constexpr char kLastTime[] = "SELECT record_time FROM local_codes ORDER BY id DESC LIMIT 1";
constexpr char kReplace[] =
    "UPDATE local_codes SET replaced_time = ?3"
    " WHERE province = ?1 AND code = ?2 AND replaced_time IS NULL";
constexpr char kFind[] =
    " FROM local_codes WHERE province = ?1 AND code = ?2 AND record_time <= ?3"
    " AND (replaced_time IS NULL OR replaced_time > ?3)";
constexpr char kList[] =
    " FROM local_codes WHERE replaced_time IS NULL AND province >= ?1 AND province <= ?2"
    " AND (province, code) > (?3, ?4) AND instr(words, ?5) > 0"
    " AND CASE ?6 WHEN 0 THEN 1"
    "   WHEN 1 THEN national_code <> ''"
    "     AND (national_code IN (SELECT value FROM json_each(?7))) = ?8"
    "   WHEN 2 THEN is_local_only = 1"
    "   ELSE national_code = '' AND is_local_only = 0 END"
    " ORDER BY province, code LIMIT ?9";
constexpr char kTally[] = " FROM local_codes WHERE replaced_time IS NULL GROUP BY 1, 2, 3, 4";

// Codes of the catalogue have nothing that JSON would escape.
std::string JsonArray(const std::vector<std::string>& codes) {
  std::string json = "[";
  for (const std::string& code : codes) {
    json += base::Cat(json.size() > 1 ? ",\"" : "\"", code, "\"");
  }
  return json + "]";
}

// The statements of one connection that reads.
struct Queries {
  sql::Statement find;
  sql::Statement list;
  sql::Statement tally;

  static absl::StatusOr<Queries> Prepare(sql::Sqlite& db) {
    ASSIGN_OR_RETURN(sql::Statement find,
                     db.Prepare(base::Cat("SELECT ", kLocalCodeColumns, kFind)));
    ASSIGN_OR_RETURN(sql::Statement list,
                     db.Prepare(base::Cat("SELECT ", kLocalCodeColumns, kList)));
    ASSIGN_OR_RETURN(sql::Statement tally, db.Prepare(base::Cat("SELECT ", kTallyColumns, kTally)));
    return Queries{std::move(find), std::move(list), std::move(tally)};
  }

  absl::StatusOr<std::optional<KeptLocalCode>> Find(const LocalCodePlace& place,
                                                    std::optional<int64_t> known_at) {
    find.Begin().Bind(1, place.province).Bind(2, place.code).Bind(3, UpTo(known_at));
    ASSIGN_OR_RETURN(const bool found, find.Step());
    if (!found) return std::nullopt;
    return ReadLocalCode(find);
  }
};

// The statements of the one connection that writes.
struct Writes {
  sql::Statement last_time;
  sql::Statement replace;
  sql::Statement insert;

  static absl::StatusOr<Writes> Prepare(sql::Sqlite& db) {
    ASSIGN_OR_RETURN(sql::Statement last_time, db.Prepare(kLastTime));
    ASSIGN_OR_RETURN(sql::Statement replace, db.Prepare(kReplace));
    ASSIGN_OR_RETURN(sql::Statement insert,
                     db.Prepare(base::Cat("INSERT INTO local_codes(", kLocalCodeColumns,
                                          ", words) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)")));
    return Writes{std::move(last_time), std::move(replace), std::move(insert)};
  }
};

class SqliteLocalCodes final : public LocalCodeStore {
 public:
  using Readers = sql::Readers<Queries>;

  SqliteLocalCodes(std::unique_ptr<sql::Sqlite> db, std::unique_ptr<sql::Transactions> transactions,
                   std::unique_ptr<Readers> readers, Queries queries, Writes writes)
      : db_(std::move(db)),
        transactions_(std::move(transactions)),
        readers_(std::move(readers)),
        queries_(std::move(queries)),
        writes_(std::move(writes)) {}

  absl::StatusOr<std::vector<bool>> Add(const std::vector<LocalCode>& told, absl::Time now,
                                        bool check_only) override {
    const std::lock_guard lock(mutex_);
    return AddTold(*transactions_, writes_.last_time, told, now, check_only,
                   [this](const LocalCode& one, int64_t time) { return AddOne(one, time); });
  }

  absl::StatusOr<std::optional<KeptLocalCode>> Find(const LocalCodePlace& place,
                                                    std::optional<int64_t> known_at) override {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
    return read->Find(place, known_at);
  }

  absl::StatusOr<std::vector<KeptLocalCode>> List(const LocalCodeFilter& filter,
                                                  const LocalCodePlace& after, int limit) override {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
    sql::Statement& rows = read->list.Begin()
                               .Bind(1, FirstProvince(filter))
                               .Bind(2, LastProvince(filter))
                               .Bind(3, after.province)
                               .Bind(4, after.code)
                               .Bind(5, filter.words)
                               .Bind(6, static_cast<int>(filter.says))
                               .Bind(7, JsonArray(filter.national_codes))
                               .Bind(8, filter.is_among ? 1 : 0)
                               .Bind(9, limit);
    return ReadAll(rows, ReadLocalCode<sql::Statement>);
  }

  absl::StatusOr<std::vector<LocalCodeTally>> Tally() override {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
    return ReadAll(read->tally.Begin(), ReadTally<sql::Statement>);
  }

 private:
  absl::StatusOr<bool> AddOne(const LocalCode& one, int64_t time) {
    ASSIGN_OR_RETURN(const auto last, queries_.Find({one.province, one.code}, std::nullopt));
    if (last && last->told == one) return false;
    RETURN_IF_ERROR(
        writes_.replace.Begin().Bind(1, one.province).Bind(2, one.code).Bind(3, time).Run());
    sql::Statement& insert = writes_.insert.Begin();
    int next = 0;
    PutLocalCode(one, time, [&](const auto& value) { insert.Bind(++next, value); });
    RETURN_IF_ERROR(insert.Bind(++next, WordsOf(one)).Run());
    return true;
  }

  const std::unique_ptr<sql::Sqlite> db_;
  const std::unique_ptr<sql::Transactions> transactions_;
  const std::unique_ptr<Readers> readers_;
  std::mutex mutex_;  // Of the connection that writes.
  Queries queries_;   // On that connection.
  Writes writes_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<LocalCodeStore>> OpenSqliteLocalCodes(const std::string& path,
                                                                     obs::Metrics& metrics) {
  ASSIGN_OR_RETURN(std::unique_ptr<sql::Sqlite> db, sql::Sqlite::Open(path));
  ASSIGN_OR_RETURN(Queries queries, Queries::Prepare(*db));
  ASSIGN_OR_RETURN(Writes writes, Writes::Prepare(*db));
  ASSIGN_OR_RETURN(auto transactions, sql::Transactions::On(*db));
  ASSIGN_OR_RETURN(auto readers,
                   sql::Readers<Queries>::Open({path, kReaders, "catalog_local_codes"}, metrics,
                                               Queries::Prepare));
  return std::make_unique<SqliteLocalCodes>(std::move(db), std::move(transactions),
                                            std::move(readers), std::move(queries),
                                            std::move(writes));
}

}  // namespace motcua::catalog
