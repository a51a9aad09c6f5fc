#include "services/intake/store/postgres_store.h"

#include <algorithm>
#include <map>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/sql/group_committer.h"
#include "libs/sql/pg_migrate.h"
#include "libs/sql/pg_pool.h"
#include "libs/sql/pg_start.h"
#include "services/intake/store/columns.h"
#include "services/intake/store/postgres_queries.h"
#include "services/intake/store/postgres_schema.h"
#include "services/intake/store/postgres_tail.h"
#include "services/intake/store/postgres_writer.h"
#include "services/intake/store/store_errors.h"

namespace motcua::intake {
namespace {

using Committer = sql::GroupCommitter<Command, Outcome>;
using sql::PgParams;
using sql::PgResult;
using sql::Postgres;

template <typename... Values>
PgParams With(const Values&... values) {
  PgParams params;
  (params.Add(values), ...);
  return params;
}

class PostgresStore final : public DossierStore {
 public:
  PostgresStore(const PostgresOptions& options, const base::Clock& clock, obs::Metrics& metrics,
                const Committer::Options& committer, OnNews on_news,
                std::unique_ptr<PostgresTail> tail)
      : on_news_(std::move(on_news)),
        pool_({options.conninfo, options.max_connections}, "intake", metrics),
        writer_(options.conninfo, clock),
        tail_(std::move(tail)),
        committer_(committer, [this](std::span<const Command> group, auto& results) {
          return Commit(group, results);
        }) {}

  void Submit(Command command, Done done) override {
    committer_.Submit(std::move(command), std::move(done));
  }

  absl::StatusOr<std::optional<std::string>> FindAnswer(const RequestKey& key) override {
    ASSIGN_OR_RETURN(const PgResult rows, Read(kFindAnswer, With(key.caller, key.key)));
    if (rows.empty()) return std::optional<std::string>();
    if (rows[0].Text(0) != key.body_sha256) return KeyReused();
    return std::optional<std::string>(rows[0].Text(1));
  }

  absl::StatusOr<Dossier> Get(const std::string& code) override {
    const std::vector<std::string> codes = {code};
    return pool_.Run([&](Postgres& db) -> absl::StatusOr<Dossier> {
      db.Queue(kFindDossiers, With(codes));
      db.Queue(kFindPapersOf, With(codes));
      ASSIGN_OR_RETURN(const std::vector<PgResult> results, db.Flush());
      if (results[0].empty()) return DossierNotFound();
      Dossier dossier = ReadDossier(results[0][0]);
      dossier.papers = PapersByDossier(results[1])[code];
      return dossier;
    });
  }

  absl::StatusOr<std::map<std::string, Dossier>> GetMany(
      const std::vector<std::string>& codes) override {
    ASSIGN_OR_RETURN(const PgResult rows, Read(kFindDossiers, With(codes)));
    std::map<std::string, Dossier> dossiers;
    for (int i = 0; i < rows.size(); ++i) {
      Dossier dossier = ReadDossier(rows[i]);
      dossiers[dossier.code] = std::move(dossier);
    }
    return dossiers;
  }

  absl::StatusOr<std::vector<Dossier>> InFlight(const std::string& agency_code,
                                                const std::string& after_home,
                                                const std::string& after_code, int limit) override {
    ASSIGN_OR_RETURN(const PgResult rows,
                     Read(kInFlight, With(agency_code, after_home, after_code, limit)));
    std::vector<Dossier> dossiers;
    for (int i = 0; i < rows.size(); ++i) dossiers.push_back(ReadDossier(rows[i]));
    return dossiers;
  }

  absl::StatusOr<std::vector<Event>> EventsOf(const Dossier& dossier, int64_t after,
                                              int limit) override {
    ASSIGN_OR_RETURN(const PgResult rows,
                     Read(kEventsOf, With(dossier.home(), dossier.code, after, limit)));
    std::vector<Event> events;
    for (int i = 0; i < rows.size(); ++i) events.push_back(ReadEvent(rows[i]));
    return events;
  }

  absl::StatusOr<std::vector<EventWithDossier>> EventsIn(const std::string& province_code,
                                                         int64_t after, int limit) override {
    return pool_.Run([&](Postgres& db) -> absl::StatusOr<std::vector<EventWithDossier>> {
      ASSIGN_OR_RETURN(const PgResult rows, db.Run(kEventsIn, With(province_code, after, limit)));
      std::vector<EventWithDossier> entries;
      std::vector<std::string> filed;
      for (int i = 0; i < rows.size(); ++i) {
        entries.push_back({ReadEvent(rows[i]), ReadDossier(rows[i], kEventColumnCount)});
        if (entries.back().event.kind == Event::Kind::kFiled) {
          filed.push_back(entries.back().dossier.code);
        }
      }
      if (filed.empty()) return entries;
      ASSIGN_OR_RETURN(const PgResult papers, db.Run(kFindPapersOf, With(filed)));
      std::map<std::string, std::vector<DossierPaper>> of = PapersByDossier(papers);
      for (EventWithDossier& entry : entries) {
        if (entry.event.kind == Event::Kind::kFiled) entry.dossier.papers = of[entry.dossier.code];
      }
      return entries;
    });
  }

  absl::StatusOr<Cursors> LastSequences() override {
    ASSIGN_OR_RETURN(const PgResult rows, Read(kLastSequences, {}));
    Cursors last;
    for (int i = 0; i < rows.size(); ++i) last.emplace_back(rows[i].Text(0), rows[i].Int(1));
    return last;
  }

  absl::StatusOr<Paper> GetPaper(const std::string& id) override {
    ASSIGN_OR_RETURN(const PgResult rows, Read(kFindPaper, With(id)));
    if (rows.empty()) return PaperNotFound();
    return ReadPaper(rows[0]);
  }

  absl::StatusOr<bool> PaperOpensWith(const std::string& paper_id,
                                      const std::string& token_sha256) override {
    ASSIGN_OR_RETURN(const PgResult rows, Read(kPaperOpens, With(paper_id, token_sha256)));
    return !rows.empty();
  }

  absl::StatusOr<bool> PaperLiesAt(const std::string& paper_id,
                                   const std::string& unit_code) override {
    ASSIGN_OR_RETURN(const PgResult rows, Read(kPaperLies, With(paper_id, unit_code)));
    return !rows.empty();
  }

  absl::StatusOr<Standing> GetStanding(const std::string& province_code) override {
    ASSIGN_OR_RETURN(const PgResult rows, Read(kFindStanding, With(province_code)));
    return Standing{rows[0].Int(0), rows[0].Int(1), rows[0].Int(2), rows[0].Int(3)};
  }

  absl::Status Ready() override { return LastSequences().status(); }

 private:
  absl::StatusOr<PgResult> Read(const sql::PgQuery& query, const PgParams& params) {
    return pool_.Run([&](Postgres& db) { return db.Run(query, params); });
  }

  static std::map<std::string, std::vector<DossierPaper>> PapersByDossier(const PgResult& rows) {
    std::map<std::string, std::vector<DossierPaper>> papers;
    for (int i = 0; i < rows.size(); ++i) {
      papers[rows[i].Text(0)].push_back({rows[i].Text(1), rows[i].Text(2)});
    }
    return papers;
  }

  absl::Status Commit(std::span<const Command> group,
                      std::vector<absl::StatusOr<Outcome>>& results) {
    std::vector<News> news;
    absl::Status status = writer_.Commit(group, results, news);
    if (!news.empty()) on_news_(news, NewsFrom::kCommit);
    return status;
  }

  const OnNews on_news_;
  sql::PgPool pool_;
  PostgresWriter writer_;
  const std::unique_ptr<PostgresTail> tail_;
  Committer committer_;  // Goes first: it commits what is queued.
};

}  // namespace

absl::StatusOr<std::unique_ptr<DossierStore>> OpenPostgresStore(const PostgresOptions& options,
                                                                const base::Clock& clock,
                                                                obs::Metrics& metrics,
                                                                DossierStore::OnNews on_news) {
  RETURN_IF_ERROR(sql::BringUpToDate(options.conninfo, PostgresMigrations()));
  ASSIGN_OR_RETURN(std::unique_ptr<PostgresTail> tail, sql::OnceThere([&] {
                     return PostgresTail::Start(
                         options.conninfo, options.look_every,
                         [on_news](std::span<const News> news) { on_news(news, NewsFrom::kLog); });
                   }));
  const Committer::Options committer =
      Committer::Watched(options.limits.max_queued, options.limits.max_group, "intake", metrics);
  return std::make_unique<PostgresStore>(options, clock, metrics, committer, std::move(on_news),
                                         std::move(tail));
}

}  // namespace motcua::intake
