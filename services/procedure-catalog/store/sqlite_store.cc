#include "services/procedure-catalog/store/sqlite_store.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <set>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/sql/checkpoint.h"
#include "libs/sql/readers.h"
#include "libs/sql/transaction.h"
#include "services/procedure-catalog/domain/search_text.h"
#include "services/procedure-catalog/domain/version.h"
#include "services/procedure-catalog/store/days.h"
#include "services/procedure-catalog/store/sqlite_queries.h"
#include "services/procedure-catalog/store/sqlite_schema.h"

namespace motcua::catalog {
namespace {

constexpr int kReaders = 8;
constexpr size_t kEtagDigits = 16;

constexpr char kKnown[] = "SELECT 1 FROM procedures WHERE code = ?1 AND content_sha256 = ?2";
constexpr char kLastTime[] = "SELECT max(record_time) FROM procedures";
constexpr char kInsert[] =
    "INSERT INTO procedures(code, number, valid_from, valid_to, replaced_from, title,"
    " name_words, words, field, levels, channels, service_levels, life_events, etag,"
    " content_sha256, record_time, missing, is_abolished, agencies)"
    " SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,"
    " ?14, ?15, ?16, ?17, ?18"
    " FROM procedures WHERE code = ?1 RETURNING id";
constexpr char kInsertContent[] = "INSERT INTO contents VALUES(?1, ?2)";
constexpr char kInsertWords[] =
    "INSERT INTO procedure_words(rowid, code, name, keywords, field, agencies, papers)"
    " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)";
// Every word is then looked up in one place, not in one for each transaction that brought some in:
// of a search that is the third part.
constexpr char kMergeWords[] = "INSERT INTO procedure_words(procedure_words) VALUES('optimize')";
constexpr char kClaims[] = "SELECT id, valid_from, number FROM procedures WHERE code = ?1";
constexpr char kReplace[] = "UPDATE procedures SET replaced_from = ?2 WHERE id = ?1";
constexpr char kNoteImported[] = "INSERT OR IGNORE INTO imports VALUES(?1)";

// The statements of the one connection that writes.
struct Writes {
  sql::Statement known;
  sql::Statement last_time;
  sql::Statement insert;
  sql::Statement insert_content;
  sql::Statement insert_words;
  sql::Statement merge_words;
  sql::Statement claims;
  sql::Statement replace;
  sql::Statement note_imported;

  static absl::StatusOr<Writes> Prepare(sql::Sqlite& db) {
    ASSIGN_OR_RETURN(sql::Statement known, db.Prepare(kKnown));
    ASSIGN_OR_RETURN(sql::Statement last_time, db.Prepare(kLastTime));
    ASSIGN_OR_RETURN(sql::Statement insert, db.Prepare(kInsert));
    ASSIGN_OR_RETURN(sql::Statement insert_content, db.Prepare(kInsertContent));
    ASSIGN_OR_RETURN(sql::Statement insert_words, db.Prepare(kInsertWords));
    ASSIGN_OR_RETURN(sql::Statement merge_words, db.Prepare(kMergeWords));
    ASSIGN_OR_RETURN(sql::Statement claims, db.Prepare(kClaims));
    ASSIGN_OR_RETURN(sql::Statement replace, db.Prepare(kReplace));
    ASSIGN_OR_RETURN(sql::Statement note_imported, db.Prepare(kNoteImported));
    return Writes{std::move(known),          std::move(last_time),    std::move(insert),
                  std::move(insert_content), std::move(insert_words), std::move(merge_words),
                  std::move(claims),         std::move(replace),      std::move(note_imported)};
  }
};

class SqliteStore final : public ProcedureStore {
 public:
  using Readers = sql::Readers<SqliteQueries>;

  SqliteStore(EverydayTerms terms, std::unique_ptr<sql::Sqlite> db,
              std::unique_ptr<sql::Transactions> transactions,
              std::unique_ptr<sql::Checkpointer> checkpointer, std::unique_ptr<Readers> readers,
              Writes writes)
      : terms_(std::move(terms)),
        db_(std::move(db)),
        transactions_(std::move(transactions)),
        checkpointer_(std::move(checkpointer)),
        readers_(std::move(readers)),
        writes_(std::move(writes)) {}

  absl::StatusOr<std::vector<bool>> Add(const std::vector<Entry>& entries, absl::Time now,
                                        bool check_only) override {
    const std::lock_guard lock(mutex_);
    std::vector<bool> added;
    const auto add_all = [&] { return AddAll(entries, absl::ToUnixMicros(now), added); };
    RETURN_IF_ERROR(check_only ? transactions_->Try(add_all) : transactions_->Run(add_all));
    if (!check_only) RETURN_IF_ERROR(LearnVocabulary());
    return added;
  }

  absl::StatusOr<Version> Get(const Lookup& lookup) override {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
    return read->Get(lookup);
  }

  std::vector<absl::StatusOr<Version>> GetMany(const std::vector<Lookup>& lookups) override {
    const auto read = readers_->Borrow();
    if (!read.ok()) return {lookups.size(), read.status()};
    std::vector<absl::StatusOr<Version>> versions;
    for (const Lookup& one : lookups) versions.push_back((*read)->Get(one));
    return versions;
  }

  absl::StatusOr<Version> GetNumber(const std::string& code, int number) override {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
    return read->GetNumber(code, number);
  }

  absl::StatusOr<std::vector<Version>> Versions(const std::string& code,
                                                std::optional<int64_t> known_at, int below,
                                                int limit) override {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
    return read->Versions(code, known_at, below, limit);
  }

  absl::StatusOr<std::vector<Arrival>> After(int64_t position, int limit) override {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
    return read->After(position, limit);
  }

  absl::StatusOr<Found> Find(const Filter& filter, int offset, int limit) override {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
    if (filter.query.empty()) return read->List(filter, offset, limit);
    SearchKey key = SearchKeyOf(filter.query, terms_, *vocabulary_.load());
    return read->Search(filter, std::move(key), offset, limit);
  }

  absl::StatusOr<std::vector<Standing>> StandingsOn(const std::string& day) override {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
    return read->StandingsOn(day);
  }

  absl::StatusOr<bool> WasImported(const std::string& sha256) override {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
    return read->WasImported(sha256);
  }

  absl::Status NoteImported(const std::string& sha256) override {
    const std::lock_guard lock(mutex_);
    return writes_.note_imported.Begin().Bind(1, sha256).Run();
  }

  absl::Status Ready() override { return WasImported("").status(); }

  // Reads which words there are.
  absl::Status LearnVocabulary() {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
    ASSIGN_OR_RETURN(Vocabulary vocabulary, read->ReadVocabulary());
    vocabulary_ = std::make_shared<const Vocabulary>(std::move(vocabulary));
    return absl::OkStatus();
  }

 private:
  absl::Status AddAll(const std::vector<Entry>& entries, int64_t now, std::vector<bool>& added) {
    std::set<std::string> changed;
    ASSIGN_OR_RETURN(const bool has_last, writes_.last_time.Begin().Step());
    // Later than what came before, whatever the clock says.
    const int64_t time = std::max(now, has_last ? writes_.last_time.Int(0) : 0);
    for (const Entry& entry : entries) {
      ASSIGN_OR_RETURN(
          const bool known,
          writes_.known.Begin().Bind(1, entry.procedure.code).Bind(2, entry.content_sha256).Step());
      added.push_back(!known);
      if (known) continue;
      RETURN_IF_ERROR(Insert(entry, entry.record_time > 0 ? entry.record_time : time));
      changed.insert(entry.procedure.code);
    }
    for (const std::string& code : changed) RETURN_IF_ERROR(Replace(code));
    return changed.empty() ? absl::OkStatus() : writes_.merge_words.Begin().Run();
  }

  absl::Status Insert(const Entry& entry, int64_t record_time) {
    const Procedure& p = entry.procedure;
    const Traits traits = TraitsOf(p);
    const SearchText text = SearchTextOf(p);
    sql::Statement& insert = writes_.insert.Begin()
                                 .Bind(1, p.code)
                                 .Bind(2, p.valid_from.value_or(kFirstDay))
                                 .Bind(3, p.valid_to.value_or(kLastDay))
                                 .Bind(4, kLastDay)
                                 .Bind(5, text.title)
                                 .Bind(6, text.name_words)
                                 .Bind(7, text.words)
                                 .Bind(8, p.field)
                                 .Bind(9, traits.levels)
                                 .Bind(10, traits.channels)
                                 .Bind(11, traits.service_level)
                                 .Bind(12, traits.life_events)
                                 .Bind(13, entry.content_sha256.substr(0, kEtagDigits))
                                 .Bind(14, entry.content_sha256)
                                 .Bind(15, record_time)
                                 .Bind(16, traits.missing)
                                 .Bind(17, traits.is_abolished ? 1 : 0)
                                 .Bind(18, traits.agencies);
    ASSIGN_OR_RETURN(const bool inserted, insert.Step());
    if (!inserted) return absl::InternalError("procedures: nothing was inserted");
    const int64_t id = insert.Int(0);
    insert.Begin();
    RETURN_IF_ERROR(writes_.insert_content.Begin().Bind(1, id).BindBlob(2, entry.content).Run());
    return writes_.insert_words.Begin()
        .Bind(1, id)
        .Bind(2, text.code)
        .Bind(3, text.name)
        .Bind(4, text.keywords)
        .Bind(5, text.field)
        .Bind(6, text.agencies)
        .Bind(7, text.papers)
        .Run();
  }

  // Works out anew which versions of `code` replace which.
  absl::Status Replace(const std::string& code) {
    std::vector<int64_t> ids;
    std::vector<Claim> claims;
    sql::Statement& rows = writes_.claims.Begin().Bind(1, code);
    while (true) {
      ASSIGN_OR_RETURN(const bool more, rows.Step());
      if (!more) break;
      ids.push_back(rows.Int(0));
      claims.push_back({rows.Text(1), static_cast<int>(rows.Int(2))});
    }
    const auto replaced = ReplacedFrom(claims);
    for (size_t i = 0; i < ids.size(); ++i) {
      RETURN_IF_ERROR(
          writes_.replace.Begin().Bind(1, ids[i]).Bind(2, replaced[i].value_or(kLastDay)).Run());
    }
    return absl::OkStatus();
  }

  const EverydayTerms terms_;
  std::atomic<std::shared_ptr<const Vocabulary>> vocabulary_;
  const std::unique_ptr<sql::Sqlite> db_;
  const std::unique_ptr<sql::Transactions> transactions_;
  const std::unique_ptr<sql::Checkpointer> checkpointer_;
  const std::unique_ptr<Readers> readers_;
  std::mutex mutex_;  // Of the connection that writes.
  Writes writes_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<ProcedureStore>> OpenSqliteStore(SqliteOptions options,
                                                                obs::Metrics& metrics) {
  ASSIGN_OR_RETURN(std::unique_ptr<sql::Sqlite> db, sql::Sqlite::Open(options.path));
  RETURN_IF_ERROR(sql::Migrate(*db, SqliteMigrations()));
  ASSIGN_OR_RETURN(Writes writes, Writes::Prepare(*db));
  ASSIGN_OR_RETURN(auto transactions, sql::Transactions::On(*db));
  ASSIGN_OR_RETURN(auto checkpointer, sql::Checkpointer::Start(options.path));
  ASSIGN_OR_RETURN(auto readers,
                   sql::Readers<SqliteQueries>::Open({options.path, kReaders, options.name},
                                                     metrics, SqliteQueries::Prepare));
  auto store = std::make_unique<SqliteStore>(std::move(options.terms), std::move(db),
                                             std::move(transactions), std::move(checkpointer),
                                             std::move(readers), std::move(writes));
  RETURN_IF_ERROR(store->LearnVocabulary());
  return store;
}

}  // namespace motcua::catalog
