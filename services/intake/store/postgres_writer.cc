#include "services/intake/store/postgres_writer.h"

#include <utility>

#include "libs/base/error.h"
#include "libs/base/patience.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/sql/pg_transaction.h"
#include "services/intake/store/columns.h"
#include "services/intake/store/postgres_queries.h"

namespace motcua::intake {
namespace {

using sql::PgParams;
using sql::PgResult;
using sql::PgRows;

// A group is never cancelled for one caller, but a server that does not answer must not hold up the
// next one for ever.
constexpr absl::Duration kLongestGroup = absl::Seconds(10);

// Adds each value that it is called with to the row.
auto AddTo(PgRows& rows) {
  return [&rows](const auto& value) { rows.Add(value); };
}

std::vector<std::string> ListOf(const std::set<std::string>& names) {
  return {names.begin(), names.end()};
}

PgParams PairsOf(const std::set<std::pair<std::string, std::string>>& names) {
  PgRows rows;
  for (const auto& [first, second] : names) rows.Row().Add(first).Add(second);
  PgParams params;
  params.Add(rows);
  return params;
}

// What a group hears of a transaction that failed for good.
absl::Status AsTold(const absl::Status& status, bool is_single) {
  const std::string cause(status.message());
  // Lost again and again: may come again. Not answered: may have been committed.
  if (absl::IsAborted(status)) return base::Overloaded(cause);
  if (absl::IsDeadlineExceeded(status)) return base::DependencyAway(cause);
  // A row that is there although nothing that was read says so.
  if (absl::IsAlreadyExists(status) && is_single) return absl::DataLossError(cause);
  return status;
}

}  // namespace

absl::Status PostgresWriter::Connect() {
  if (db_ != nullptr && !db_->broken()) return absl::OkStatus();
  db_.reset();
  ASSIGN_OR_RETURN(db_, sql::Postgres::Connect(conninfo_));
  return absl::OkStatus();
}

absl::Status PostgresWriter::Commit(std::span<const Command> group,
                                    std::vector<absl::StatusOr<Outcome>>& results,
                                    std::vector<News>& news) {
  const base::Patience patience(kLongestGroup);
  const bool is_new = db_ == nullptr || db_->broken();
  RETURN_IF_ERROR(Connect());
  const int64_t answered = db_->answered();
  const Needs needs = NeedsOf(group);
  std::vector<Event> events;
  const auto transact = [&]() -> absl::Status {
    results.clear();
    ASSIGN_OR_RETURN(const Seen seen, See(needs));
    GroupRun run(seen);
    run.Run(group, results);
    events = run.writes().events;
    return run.writes().empty() ? absl::OkStatus() : Write(seen, run.writes());
  };
  absl::Status status = sql::RunPgTransaction(*db_, transact);
  // A connection that was lost while nobody used it is no reason to refuse anybody.
  if (absl::IsUnavailable(status) && db_->broken() && !is_new && db_->answered() == answered) {
    RETURN_IF_ERROR(Connect());
    status = sql::RunPgTransaction(*db_, transact);
  }
  RETURN_IF_ERROR(AsTold(status, group.size() == 1));
  for (const Event& event : events) news.push_back({event.province_code, event.dossier_code});
  return absl::OkStatus();
}

absl::StatusOr<Seen> PostgresWriter::See(const Needs& needs) {
  db_->Queue(sql::kPgBegin);
  const auto queue_list = [this](const sql::PgQuery& query, const std::set<std::string>& names) {
    PgParams params;
    params.Add(ListOf(names));
    db_->Queue(query, std::move(params));
  };
  const bool dossiers = !needs.dossiers.empty();
  const bool partners = !needs.partners.empty();
  const bool counters = !needs.counters.empty();
  if (dossiers) queue_list(kSeeDossiers, needs.dossiers);
  if (dossiers) queue_list(kSeePapers, needs.dossiers);
  if (partners) queue_list(kSeePartners, needs.partners);
  if (counters) db_->Queue(kSeeCounters, PairsOf(needs.counters));
  if (!needs.keys.empty()) db_->Queue(kSeeAnswers, PairsOf(needs.keys));
  ASSIGN_OR_RETURN(const std::vector<PgResult> results, db_->Flush());
  auto result = results.begin();  // Of BEGIN.
  Seen seen;
  const auto each = [&result](auto read) {
    ++result;
    for (int i = 0; i < result->size(); ++i) read((*result)[i]);
  };
  if (dossiers) {
    each([&](const sql::PgRow& row) {
      Dossier dossier = ReadDossier(row);
      seen.dossiers[dossier.code] = std::move(dossier);
    });
    each([&](const sql::PgRow& row) {
      // One that was filed since the statement before is not one of those that are locked.
      const auto found = seen.dossiers.find(row.Text(0));
      if (found == seen.dossiers.end()) return;
      found->second.papers.push_back({row.Text(1), row.Text(2)});
    });
  }
  if (partners) {
    each([&](const sql::PgRow& row) {
      seen.partners[row.Text(0)] = {row.Int(1), row.Int(2), row.Int(3)};
    });
  }
  if (counters) {
    each([&](const sql::PgRow& row) { seen.counters[{row.Text(0), row.Text(1)}] = row.Int(2); });
  }
  if (!needs.keys.empty()) {
    each([&](const sql::PgRow& row) {
      seen.answers[{row.Text(0), row.Text(1)}] = {row.Text(2), row.Text(3)};
    });
  }
  return seen;
}

absl::Status PostgresWriter::Write(const Seen& seen, const Writes& writes) {
  QueueDossiers(writes);
  QueueMarks(seen, writes);
  if (!writes.events.empty()) QueueEvents(writes.events);
  db_->Queue(sql::kPgCommit);
  return db_->Flush().status();
}

void PostgresWriter::QueueRows(const sql::PgQuery& query, const PgRows& rows) {
  if (rows.empty()) return;
  PgParams params;
  params.Add(rows);
  db_->Queue(query, std::move(params));
}

void PostgresWriter::QueueDossiers(const Writes& writes) {
  PgRows filed;
  PgRows directory;
  PgRows papers_of;
  for (const Dossier& dossier : writes.filed) {
    PutDossier(dossier, AddTo(filed.Row()));
    directory.Row().Add(dossier.code).Add(dossier.home());
    int position = 0;
    for (const DossierPaper& paper : dossier.papers) {
      papers_of.Row().Add(dossier.home()).Add(dossier.code).Add(position++);
      papers_of.Add(paper.component_code).Add(paper.paper_id);
    }
  }
  for (const AddedPaper& added : writes.added) {
    papers_of.Row().Add(added.home).Add(added.dossier_code);
    papers_of.Add(static_cast<int64_t>(added.position));
    papers_of.Add(added.paper.component_code).Add(added.paper.paper_id);
  }
  PgRows changed;
  for (const auto& [code, dossier] : writes.changed) PutDossier(dossier, AddTo(changed.Row()));
  PgRows papers;
  for (const Paper& paper : writes.papers) PutPaper(paper, AddTo(papers.Row()));
  QueueRows(kInsertDossiers, filed);
  QueueRows(kInsertDirectory, directory);
  QueueRows(kInsertPapersOfDossiers, papers_of);
  QueueRows(kUpdateDossiers, changed);
  QueueRows(kInsertPapers, papers);
}

// What was not there is inserted and what was there, and is locked, updated: if somebody else has
// made the row meanwhile, the transaction fails and is run again.
void PostgresWriter::QueueMarks(const Seen& seen, const Writes& writes) {
  PgRows answers;
  const int64_t now = absl::ToUnixMicros(clock_.Now());
  for (const auto& [name, kept] : writes.answers) {
    answers.Row().Add(name.first).Add(name.second).Add(kept.body_sha256);
    answers.AddBytes(kept.answer).Add(now);
  }
  PgRows new_partners;
  PgRows partners;
  for (const auto& [code, partner] : writes.partners) {
    PgRows& rows = seen.partners.contains(code) ? partners : new_partners;
    rows.Row().Add(code).Add(partner.pulled).Add(partner.pushed).Add(partner.refused);
  }
  PgRows new_counters;
  PgRows counters;
  for (const auto& [name, last] : writes.counters) {
    PgRows& rows = seen.counters.contains(name) ? counters : new_counters;
    rows.Row().Add(name.first).Add(name.second).Add(last);
  }
  QueueRows(kInsertPartners, new_partners);
  QueueRows(kUpdatePartners, partners);
  QueueRows(kInsertCounters, new_counters);
  QueueRows(kUpdateCounters, counters);
  QueueRows(kInsertAnswers, answers);
  PgRows entered;
  PgRows left;
  for (const auto& [desk, lies] : writes.desks) {
    const auto& [agency, province, dossier] = desk;
    (lies ? entered : left).Row().Add(agency).Add(province).Add(dossier);
  }
  QueueRows(kLeaveDesks, left);
  QueueRows(kEnterDesks, entered);
}

void PostgresWriter::QueueEvents(const std::vector<Event>& events) {
  std::map<std::string, int64_t> behind;
  for (const Event& event : events) ++behind[event.province_code];
  std::vector<std::string> provinces;
  PgRows rows;
  for (Event event : events) {
    provinces.push_back(event.province_code);
    event.sequence = --behind[event.province_code];
    PutEvent(event, AddTo(rows.Row()));
  }
  PgParams params;
  params.Add(provinces).Add(rows);
  db_->Queue(kInsertEvents, std::move(params));
}

}  // namespace motcua::intake
