#include "services/procedure-catalog/store/sqlite_store.h"

#include <mutex>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/fold.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/sql/checkpoint.h"
#include "libs/sql/readers.h"
#include "libs/sql/transaction.h"
#include "services/procedure-catalog/domain/search_words.h"
#include "services/procedure-catalog/store/sqlite_schema.h"

namespace motcua::catalog {
namespace {

constexpr int kReaders = 8;
constexpr char kFirstDay[] = "0000-01-01";
constexpr char kLastDay[] = "9999-12-31";
constexpr size_t kEtagDigits = 16;

constexpr char kGet[] =
    "SELECT number, etag, content FROM procedures WHERE code = ?1 AND valid_from <= ?2"
    " AND valid_to >= ?2 ORDER BY valid_from DESC, number DESC LIMIT 1";
constexpr char kVersions[] =
    "SELECT number, etag, content FROM procedures WHERE code = ?1 AND number < ?2"
    " ORDER BY number DESC LIMIT ?3";
constexpr char kKnown[] = "SELECT 1 FROM procedures WHERE code = ?1 AND content_sha256 = ?2";
constexpr char kInsert[] =
    "INSERT INTO procedures(code, number, valid_from, valid_to, field, levels, channels,"
    " service_level, etag, content_sha256, content)"
    " SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10"
    " FROM procedures WHERE code = ?1 RETURNING id";
constexpr char kInsertWords[] =
    "INSERT INTO procedure_words(rowid, name, keywords, field) VALUES(?1, ?2, ?3, ?4)";
constexpr char kWasImported[] = "SELECT 1 FROM imports WHERE sha256 = ?1";
constexpr char kNoteImported[] = "INSERT OR IGNORE INTO imports VALUES(?1)";

struct Queries {
  sql::Statement get;
  sql::Statement versions;
  sql::Statement all;
  sql::Statement match;
  sql::Statement was_imported;

  static absl::StatusOr<Queries> Prepare(sql::Sqlite& db) {
    ASSIGN_OR_RETURN(sql::Statement get, db.Prepare(kGet));
    ASSIGN_OR_RETURN(sql::Statement versions, db.Prepare(kVersions));
    ASSIGN_OR_RETURN(sql::Statement all, db.Prepare(FindQuery(false)));
    ASSIGN_OR_RETURN(sql::Statement match, db.Prepare(FindQuery(true)));
    ASSIGN_OR_RETURN(sql::Statement was_imported, db.Prepare(kWasImported));
    return Queries{std::move(get), std::move(versions), std::move(all), std::move(match),
                   std::move(was_imported)};
  }
};

// The statements of the one connection that writes.
struct Writes {
  sql::Statement known;
  sql::Statement insert;
  sql::Statement insert_words;
  sql::Statement note_imported;

  static absl::StatusOr<Writes> Prepare(sql::Sqlite& db) {
    ASSIGN_OR_RETURN(sql::Statement known, db.Prepare(kKnown));
    ASSIGN_OR_RETURN(sql::Statement insert, db.Prepare(kInsert));
    ASSIGN_OR_RETURN(sql::Statement insert_words, db.Prepare(kInsertWords));
    ASSIGN_OR_RETURN(sql::Statement note_imported, db.Prepare(kNoteImported));
    return Writes{std::move(known), std::move(insert), std::move(insert_words),
                  std::move(note_imported)};
  }
};

template <typename Kind>
int64_t Bit(Kind kind) {
  return int64_t{1} << static_cast<int>(kind);
}

std::string FoldedList(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += base::Cat(base::Fold(text), " ");
  return out;
}

absl::Status NotFound() {
  return base::Refusal(absl::StatusCode::kNotFound, "PROCEDURE_NOT_FOUND",
                       "Không có thủ tục này vào ngày đó.",
                       "There is no such procedure on that day.");
}

Version ReadVersion(const sql::Statement& row) {
  return {static_cast<int>(row.Int(0)), row.Text(1), row.Text(2)};
}

class SqliteStore final : public ProcedureStore {
 public:
  SqliteStore(std::unique_ptr<sql::Sqlite> db, std::unique_ptr<sql::Transactions> transactions,
              std::unique_ptr<sql::Checkpointer> checkpointer,
              std::unique_ptr<sql::Readers<Queries>> readers, Writes writes)
      : db_(std::move(db)),
        transactions_(std::move(transactions)),
        checkpointer_(std::move(checkpointer)),
        readers_(std::move(readers)),
        writes_(std::move(writes)) {}

  absl::StatusOr<std::vector<bool>> Add(const std::vector<Entry>& entries,
                                        bool check_only) override {
    const std::lock_guard lock(mutex_);
    std::vector<bool> added;
    const absl::Status status = transactions_->Run([&]() -> absl::Status {
      for (const Entry& entry : entries) {
        ASSIGN_OR_RETURN(const bool is_new, AddOne(entry));
        added.push_back(is_new);
      }
      return check_only ? absl::CancelledError("check only") : absl::OkStatus();
    });
    const bool undone_on_purpose = check_only && absl::IsCancelled(status);
    if (!status.ok() && !undone_on_purpose) return status;
    return added;
  }

  absl::StatusOr<Version> Get(const std::string& code, const std::string& as_of) override {
    auto read = readers_->Borrow();
    sql::Statement& query = read->get.Begin().Bind(1, code).Bind(2, as_of);
    ASSIGN_OR_RETURN(const bool found, query.Step());
    if (!found) return NotFound();
    Version version = ReadVersion(query);
    query.Begin();
    return version;
  }

  absl::StatusOr<std::vector<Version>> Versions(const std::string& code, int below,
                                                int limit) override {
    auto read = readers_->Borrow();
    sql::Statement& query = read->versions.Begin().Bind(1, code).Bind(2, below).Bind(3, limit);
    std::vector<Version> versions;
    while (true) {
      ASSIGN_OR_RETURN(const bool more, query.Step());
      if (!more) return versions;
      versions.push_back(ReadVersion(query));
    }
  }

  absl::StatusOr<Found> Find(const Filter& filter, int offset, int limit) override {
    if (filter.query.empty()) return Look(filter, "", offset, limit);
    const std::string all = MatchAll(filter.query);
    if (all.empty()) return Found{};
    ASSIGN_OR_RETURN(Found found, Look(filter, all, offset, limit));
    // The pages of one query are all of one kind: it is the first page's answer that decides.
    if (found.versions.empty() && offset > 0) {
      ASSIGN_OR_RETURN(const Found first, Look(filter, all, 0, 1));
      if (!first.versions.empty()) return found;
    }
    if (!found.versions.empty()) return found;
    return Look(filter, MatchAny(filter.query), offset, limit);
  }

  absl::StatusOr<bool> WasImported(const std::string& sha256) override {
    auto read = readers_->Borrow();
    return read->was_imported.Begin().Bind(1, sha256).Step();
  }

  absl::Status NoteImported(const std::string& sha256) override {
    const std::lock_guard lock(mutex_);
    return writes_.note_imported.Begin().Bind(1, sha256).Run();
  }

  absl::Status Ready() override { return WasImported("").status(); }

 private:
  absl::StatusOr<bool> AddOne(const Entry& entry) {
    const Procedure& p = entry.procedure;
    ASSIGN_OR_RETURN(const bool known,
                     writes_.known.Begin().Bind(1, p.code).Bind(2, entry.content_sha256).Step());
    writes_.known.Begin();
    if (known) return false;
    int64_t levels = 0;
    for (const Level level : p.levels) levels |= Bit(level);
    int64_t channels = 0;
    for (const Channel& channel : p.channels) channels |= Bit(channel.kind);
    sql::Statement& insert = writes_.insert.Begin()
                                 .Bind(1, p.code)
                                 .Bind(2, p.valid_from.empty() ? kFirstDay : p.valid_from)
                                 .Bind(3, p.valid_to.empty() ? kLastDay : p.valid_to)
                                 .Bind(4, p.field)
                                 .Bind(5, levels)
                                 .Bind(6, channels)
                                 .Bind(7, static_cast<int>(p.service_level))
                                 .Bind(8, entry.content_sha256.substr(0, kEtagDigits))
                                 .Bind(9, entry.content_sha256)
                                 .BindBlob(10, entry.content);
    ASSIGN_OR_RETURN(const bool inserted, insert.Step());
    if (!inserted) return absl::InternalError("procedures: nothing was inserted");
    const int64_t id = insert.Int(0);
    insert.Begin();
    RETURN_IF_ERROR(writes_.insert_words.Begin()
                        .Bind(1, id)
                        .Bind(2, base::Fold(p.name))
                        .Bind(3, FoldedList(p.keywords))
                        .Bind(4, base::Fold(p.field))
                        .Run());
    return true;
  }

  absl::StatusOr<Found> Look(const Filter& filter, const std::string& match, int offset,
                             int limit) {
    auto read = readers_->Borrow();
    sql::Statement& query =
        (match.empty() ? read->all : read->match)
            .Begin()
            .Bind(1, filter.as_of)
            .Bind(2, filter.query)
            .Bind(3, match)
            .Bind(4, filter.level ? Bit(*filter.level) : 0)
            .Bind(5, filter.field)
            .Bind(6, filter.channel ? Bit(*filter.channel) : 0)
            .Bind(7, static_cast<int>(filter.service_level.value_or(ServiceLevel::kUnknown)))
            .Bind(8, limit)
            .Bind(9, offset);
    Found found;
    while (true) {
      ASSIGN_OR_RETURN(const bool more, query.Step());
      if (!more) return found;
      found.versions.push_back(ReadVersion(query));
      found.total = static_cast<int>(query.Int(3));
    }
  }

  const std::unique_ptr<sql::Sqlite> db_;
  const std::unique_ptr<sql::Transactions> transactions_;
  const std::unique_ptr<sql::Checkpointer> checkpointer_;
  const std::unique_ptr<sql::Readers<Queries>> readers_;
  std::mutex mutex_;  // Of the connection that writes.
  Writes writes_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<ProcedureStore>> OpenSqliteStore(const std::string& path) {
  ASSIGN_OR_RETURN(std::unique_ptr<sql::Sqlite> db, sql::Sqlite::Open(path));
  RETURN_IF_ERROR(sql::Migrate(*db, SqliteMigrations()));
  ASSIGN_OR_RETURN(Writes writes, Writes::Prepare(*db));
  ASSIGN_OR_RETURN(auto transactions, sql::Transactions::On(*db));
  ASSIGN_OR_RETURN(auto checkpointer, sql::Checkpointer::Start(path));
  ASSIGN_OR_RETURN(auto readers, sql::Readers<Queries>::Open(path, kReaders, Queries::Prepare));
  return std::make_unique<SqliteStore>(std::move(db), std::move(transactions),
                                       std::move(checkpointer), std::move(readers),
                                       std::move(writes));
}

}  // namespace motcua::catalog
