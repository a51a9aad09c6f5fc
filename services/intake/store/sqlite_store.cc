#include "services/intake/store/sqlite_store.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/sql/checkpoint.h"
#include "libs/sql/group_committer.h"
#include "libs/sql/readers.h"
#include "services/intake/store/columns.h"
#include "services/intake/store/sqlite_queries.h"
#include "services/intake/store/sqlite_writer.h"
#include "services/intake/store/store_errors.h"

namespace motcua::intake {
namespace {

using Readers = sql::Readers<SqliteQueries>;
using Committer = sql::GroupCommitter<Command, Outcome>;

constexpr int kReaders = 8;

class SqliteStore final : public DossierStore {
 public:
  SqliteStore(std::unique_ptr<SqliteWriter> writer, std::unique_ptr<Readers> readers,
              std::unique_ptr<sql::Checkpointer> checkpointer, Committer::Options options,
              OnNews on_news)
      : writer_(std::move(writer)),
        readers_(std::move(readers)),
        checkpointer_(std::move(checkpointer)),
        on_news_(std::move(on_news)),
        committer_(options, [this](std::span<const Command> group, auto& results) {
          return Commit(group, results);
        }) {}

  void Submit(Command command, Done done) override {
    committer_.Submit(std::move(command), std::move(done));
  }

  absl::StatusOr<std::optional<std::string>> FindAnswer(const RequestKey& key) override {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
    sql::Statement& query = read->answer.Begin().Bind(1, key.caller).Bind(2, key.key);
    ASSIGN_OR_RETURN(const bool found, query.Step());
    if (!found) return std::optional<std::string>();
    const bool same_body = query.Text(0) == key.body_sha256;
    std::optional<std::string> answer = query.Text(1);
    query.Begin();
    if (!same_body) return KeyReused();
    return answer;
  }

  absl::StatusOr<Dossier> Get(const std::string& code) override {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
    sql::Statement& query = read->dossier.Begin().Bind(1, code);
    ASSIGN_OR_RETURN(const bool found, query.Step());
    if (!found) return DossierNotFound();
    Dossier dossier = ReadDossier(query);
    query.Begin();
    RETURN_IF_ERROR(ReadPapers(*read, dossier));
    return dossier;
  }

  absl::StatusOr<std::map<std::string, Dossier>> GetMany(
      const std::vector<std::string>& codes) override {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
    std::map<std::string, Dossier> dossiers;
    for (const std::string& code : codes) {
      sql::Statement& query = read->dossier.Begin().Bind(1, code);
      ASSIGN_OR_RETURN(const bool found, query.Step());
      if (found) dossiers[code] = ReadDossier(query);
    }
    return dossiers;
  }

  absl::StatusOr<std::vector<Dossier>> InFlight(const std::string& agency_code,
                                                const std::string& after_home,
                                                const std::string& after_code, int limit) override {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
    sql::Statement& query = read->in_flight.Begin()
                                .Bind(1, agency_code)
                                .Bind(2, after_home)
                                .Bind(3, after_code)
                                .Bind(4, limit);
    std::vector<Dossier> dossiers;
    while (true) {
      ASSIGN_OR_RETURN(const bool more, query.Step());
      if (!more) return dossiers;
      dossiers.push_back(ReadDossier(query));
    }
  }

  absl::StatusOr<std::vector<Event>> EventsOf(const Dossier& dossier, int64_t after,
                                              int limit) override {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
    sql::Statement& query = read->events_of.Begin()
                                .Bind(1, dossier.home())
                                .Bind(2, dossier.code)
                                .Bind(3, after)
                                .Bind(4, limit);
    std::vector<Event> events;
    while (true) {
      ASSIGN_OR_RETURN(const bool more, query.Step());
      if (!more) return events;
      events.push_back(ReadEvent(query));
    }
  }

  absl::StatusOr<std::vector<EventWithDossier>> EventsIn(const std::string& province_code,
                                                         int64_t after, int limit) override {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
    sql::Statement& query =
        read->events_in.Begin().Bind(1, province_code).Bind(2, after).Bind(3, limit);
    std::vector<EventWithDossier> entries;
    while (true) {
      ASSIGN_OR_RETURN(const bool more, query.Step());
      if (!more) break;
      entries.push_back({ReadEvent(query), ReadDossier(query, kEventColumnCount)});
    }
    for (EventWithDossier& entry : entries) {
      if (entry.event.kind != Event::Kind::kFiled) continue;
      RETURN_IF_ERROR(ReadPapers(*read, entry.dossier));
    }
    return entries;
  }

  absl::StatusOr<Cursors> LastSequences() override {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
    sql::Statement& query = read->last_sequences.Begin();
    Cursors last;
    while (true) {
      ASSIGN_OR_RETURN(const bool more, query.Step());
      if (!more) return last;
      last.emplace_back(query.Text(0), query.Int(1));
    }
  }

  absl::StatusOr<Paper> GetPaper(const std::string& id) override {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
    sql::Statement& query = read->paper.Begin().Bind(1, id);
    ASSIGN_OR_RETURN(const bool found, query.Step());
    if (!found) return PaperNotFound();
    Paper paper = ReadPaper(query);
    query.Begin();
    return paper;
  }

  absl::StatusOr<bool> PaperOpensWith(const std::string& paper_id,
                                      const std::string& token_sha256) override {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
    sql::Statement& query = read->paper_opens.Begin().Bind(1, paper_id).Bind(2, token_sha256);
    ASSIGN_OR_RETURN(const bool found, query.Step());
    query.Begin();
    return found;
  }

  absl::StatusOr<bool> PaperLiesAt(const std::string& paper_id,
                                   const std::string& unit_code) override {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
    sql::Statement& query = read->paper_lies.Begin().Bind(1, paper_id).Bind(2, unit_code);
    ASSIGN_OR_RETURN(const bool found, query.Step());
    query.Begin();
    return found;
  }

  absl::StatusOr<Standing> GetStanding(const std::string& province_code) override {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
    Standing standing;
    sql::Statement& last = read->last_sequence.Begin().Bind(1, province_code);
    ASSIGN_OR_RETURN(const bool any, last.Step());
    if (any) standing.last_sequence = last.Int(0);
    last.Begin();
    sql::Statement& partner = read->partner.Begin().Bind(1, province_code);
    ASSIGN_OR_RETURN(const bool known, partner.Step());
    if (known) {
      standing.pulled_sequence = partner.Int(0);
      standing.pushed_sequence = partner.Int(1);
      standing.refused_count = partner.Int(2);
    }
    partner.Begin();
    return standing;
  }

  absl::Status Ready() override { return LastSequences().status(); }

 private:
  static absl::Status ReadPapers(SqliteQueries& queries, Dossier& dossier) {
    sql::Statement& query = queries.papers_of.Begin().Bind(1, dossier.home()).Bind(2, dossier.code);
    while (true) {
      ASSIGN_OR_RETURN(const bool more, query.Step());
      if (!more) return absl::OkStatus();
      dossier.papers.push_back({query.Text(0), query.Text(1)});
    }
  }

  absl::Status Commit(std::span<const Command> group,
                      std::vector<absl::StatusOr<Outcome>>& results) {
    std::vector<News> news;
    absl::Status status = writer_->Commit(group, results, news);
    if (!news.empty()) on_news_(news, NewsFrom::kCommit);
    return status;
  }

  const std::unique_ptr<SqliteWriter> writer_;
  const std::unique_ptr<Readers> readers_;
  const std::unique_ptr<sql::Checkpointer> checkpointer_;
  const OnNews on_news_;
  Committer committer_;  // Goes first: it commits what is queued.
};

}  // namespace

absl::StatusOr<std::unique_ptr<DossierStore>> OpenSqliteStore(const SqliteOptions& options,
                                                              const base::Clock& clock,
                                                              obs::Metrics& metrics,
                                                              DossierStore::OnNews on_news) {
  ASSIGN_OR_RETURN(std::unique_ptr<SqliteWriter> writer, SqliteWriter::Open(options.path, clock));
  ASSIGN_OR_RETURN(
      std::unique_ptr<Readers> readers,
      Readers::Open({options.path, kReaders, "intake"}, metrics, SqliteQueries::Prepare));
  ASSIGN_OR_RETURN(std::unique_ptr<sql::Checkpointer> checkpointer,
                   sql::Checkpointer::Start(options.path));
  const Committer::Options committer =
      Committer::Watched(options.limits.max_queued, options.limits.max_group, "intake", metrics);
  return std::make_unique<SqliteStore>(std::move(writer), std::move(readers),
                                       std::move(checkpointer), committer, std::move(on_news));
}

}  // namespace motcua::intake
