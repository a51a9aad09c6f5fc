#include "services/intake/store/sqlite_writer.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "services/intake/store/columns.h"
#include "services/intake/store/sqlite_schema.h"

namespace motcua::intake {
namespace {

// So many `?`, parted by commas.
std::string Parameters(int count) {
  std::string out = "?";
  for (int i = 1; i < count; ++i) out += ",?";
  return out;
}

std::vector<std::pair<std::string, std::string>> Queries() {
  return {
      {"insert_dossier", base::Cat("INSERT INTO dossiers(", kDossierColumns, ") VALUES(",
                                   Parameters(kDossierColumnCount), ")")},
      {"save_dossier",
       base::Cat("UPDATE dossiers SET (", kDossierColumns, ") = (", Parameters(kDossierColumnCount),
                 ") WHERE province_code = ?1 AND code = ?2")},
      {"load_dossier",
       base::Cat("SELECT ", Prefixed(kDossierColumns, "d"),
                 " FROM directory i JOIN dossiers d ON d.province_code = i.province_code"
                 " AND d.code = i.code WHERE i.code = ?1")},
      {"load_papers",
       "SELECT component_code, paper_id FROM dossier_papers"
       " WHERE province_code = ?1 AND dossier_code = ?2 ORDER BY position"},
      {"insert_paper_of_dossier", "INSERT INTO dossier_papers VALUES(?1, ?2, ?3, ?4, ?5)"},
      {"insert_directory", "INSERT INTO directory VALUES(?1, ?2)"},
      {"insert_event", base::Cat("INSERT INTO events(", kEventColumns, ") VALUES(",
                                 Parameters(kEventColumnCount), ")")},
      {"next_sequence",
       "INSERT INTO sequences VALUES(?1, 1) ON CONFLICT(province_code)"
       " DO UPDATE SET last = last + 1 RETURNING last"},
      {"enter_desk", "INSERT INTO desks VALUES(?1, ?2, ?3)"},
      {"leave_desk",
       "DELETE FROM desks WHERE agency_code = ?1 AND province_code = ?2 AND dossier_code = ?3"},
      {"load_counter", "SELECT last FROM code_counters WHERE agency_code = ?1 AND day = ?2"},
      {"save_counter", "REPLACE INTO code_counters VALUES(?1, ?2, ?3)"},
      {"load_answer",
       "SELECT body_sha256, answer FROM request_keys WHERE caller = ?1 AND key = ?2"},
      {"insert_answer", "INSERT INTO request_keys VALUES(?1, ?2, ?3, ?4, ?5)"},
      {"insert_paper", base::Cat("INSERT INTO papers(", kPaperColumns, ") VALUES(",
                                 Parameters(kPaperColumnCount), ")")},
      {"load_partner", "SELECT pulled, pushed, refused FROM partners WHERE province_code = ?1"},
      {"save_partner",
       "REPLACE INTO partners(province_code, pulled, pushed, refused) VALUES(?1, ?2, ?3, ?4)"},
  };
}

// Binds each value that it is called with to the next parameter.
auto BindTo(sql::Statement& statement) {
  return [&statement, next = 0](const auto& value) mutable { statement.Bind(++next, value); };
}

}  // namespace

absl::StatusOr<std::unique_ptr<SqliteWriter>> SqliteWriter::Open(const std::string& path,
                                                                 const base::Clock& clock) {
  ASSIGN_OR_RETURN(std::unique_ptr<sql::Sqlite> db, sql::Sqlite::Open(path));
  RETURN_IF_ERROR(sql::Migrate(*db, SqliteMigrations()));
  auto writer = std::unique_ptr<SqliteWriter>(new SqliteWriter(std::move(db), clock));
  RETURN_IF_ERROR(writer->Prepare());
  return writer;
}

absl::Status SqliteWriter::Prepare() {
  ASSIGN_OR_RETURN(transactions_, sql::Transactions::On(*db_));
  for (const auto& [name, text] : Queries()) {
    ASSIGN_OR_RETURN(sql::Statement statement, db_->Prepare(text));
    statements_.emplace(name, std::move(statement));
  }
  return absl::OkStatus();
}

sql::Statement& SqliteWriter::Use(const char* name) {
  return statements_.find(name)->second.Begin();
}

absl::Status SqliteWriter::Commit(std::span<const Command> group,
                                  std::vector<absl::StatusOr<Outcome>>& results,
                                  std::vector<News>& news) {
  std::vector<Event> events;
  RETURN_IF_ERROR(transactions_->Run([&]() -> absl::Status {
    ASSIGN_OR_RETURN(Seen seen, Load(NeedsOf(group)));
    GroupRun run(std::move(seen));
    run.Run(group, results);
    events = run.writes().events;
    return Write(run.writes());
  }));
  for (const Event& event : events) news.push_back({event.province_code, event.dossier_code});
  return absl::OkStatus();
}

absl::StatusOr<Seen> SqliteWriter::Load(const Needs& needs) {
  Seen seen;
  for (const KeyName& name : needs.keys) {
    sql::Statement& row = Use("load_answer").Bind(1, name.first).Bind(2, name.second);
    ASSIGN_OR_RETURN(const bool found, row.Step());
    if (found) seen.answers[name] = {row.Text(0), row.Text(1)};
  }
  for (const std::string& code : needs.partners) {
    sql::Statement& row = Use("load_partner").Bind(1, code);
    ASSIGN_OR_RETURN(const bool found, row.Step());
    if (found) seen.partners[code] = {row.Int(0), row.Int(1), row.Int(2)};
  }
  for (const CounterName& name : needs.counters) {
    sql::Statement& row = Use("load_counter").Bind(1, name.first).Bind(2, name.second);
    ASSIGN_OR_RETURN(const bool found, row.Step());
    if (found) seen.counters[name] = row.Int(0);
  }
  RETURN_IF_ERROR(LoadDossiers(needs, seen));
  db_->EndRuns();
  return seen;
}

absl::Status SqliteWriter::LoadDossiers(const Needs& needs, Seen& seen) {
  for (const std::string& code : needs.dossiers) {
    sql::Statement& row = Use("load_dossier").Bind(1, code);
    ASSIGN_OR_RETURN(const bool found, row.Step());
    if (!found) continue;
    Dossier& dossier = seen.dossiers[code] = ReadDossier(row);
    sql::Statement& papers = Use("load_papers").Bind(1, dossier.home()).Bind(2, code);
    while (true) {
      ASSIGN_OR_RETURN(const bool more, papers.Step());
      if (!more) break;
      dossier.papers.push_back({papers.Text(0), papers.Text(1)});
    }
  }
  return absl::OkStatus();
}

absl::Status SqliteWriter::Write(const Writes& writes) {
  for (const Dossier& dossier : writes.filed) RETURN_IF_ERROR(WriteFiled(dossier));
  for (const auto& [code, dossier] : writes.changed) {
    sql::Statement& save = Use("save_dossier");
    PutDossier(dossier, BindTo(save));
    RETURN_IF_ERROR(save.Run());
  }
  for (const AddedPaper& added : writes.added) {
    RETURN_IF_ERROR(WritePaper(added.home, added.dossier_code, added.position, added.paper));
  }
  for (const Event& event : writes.events) RETURN_IF_ERROR(WriteEvent(event));
  for (const Paper& paper : writes.papers) {
    sql::Statement& insert = Use("insert_paper");
    PutPaper(paper, BindTo(insert));
    RETURN_IF_ERROR(insert.Run());
  }
  return WriteMarks(writes);
}

absl::Status SqliteWriter::WriteFiled(const Dossier& dossier) {
  sql::Statement& insert = Use("insert_dossier");
  PutDossier(dossier, BindTo(insert));
  RETURN_IF_ERROR(insert.Run());
  RETURN_IF_ERROR(Use("insert_directory").Bind(1, dossier.code).Bind(2, dossier.home()).Run());
  for (size_t i = 0; i < dossier.papers.size(); ++i) {
    RETURN_IF_ERROR(WritePaper(dossier.home(), dossier.code, i, dossier.papers[i]));
  }
  return absl::OkStatus();
}

absl::Status SqliteWriter::WritePaper(const std::string& home, const std::string& code,
                                      size_t position, const DossierPaper& paper) {
  return Use("insert_paper_of_dossier")
      .Bind(1, home)
      .Bind(2, code)
      .Bind(3, static_cast<int64_t>(position))
      .Bind(4, paper.component_code)
      .Bind(5, paper.paper_id)
      .Run();
}

absl::Status SqliteWriter::WriteEvent(Event event) {
  sql::Statement& next = Use("next_sequence").Bind(1, event.province_code);
  ASSIGN_OR_RETURN(const bool numbered, next.Step());
  if (!numbered) return absl::InternalError("sequences: gave no number");
  event.sequence = next.Int(0);
  next.Begin();
  sql::Statement& insert = Use("insert_event");
  PutEvent(event, BindTo(insert));
  return insert.Run();
}

absl::Status SqliteWriter::WriteMarks(const Writes& writes) {
  const int64_t now = absl::ToUnixMicros(clock_.Now());
  for (const auto& [name, kept] : writes.answers) {
    RETURN_IF_ERROR(Use("insert_answer")
                        .Bind(1, name.first)
                        .Bind(2, name.second)
                        .Bind(3, kept.body_sha256)
                        .BindBlob(4, kept.answer)
                        .Bind(5, now)
                        .Run());
  }
  for (const auto& [code, partner] : writes.partners) {
    RETURN_IF_ERROR(Use("save_partner")
                        .Bind(1, code)
                        .Bind(2, partner.pulled)
                        .Bind(3, partner.pushed)
                        .Bind(4, partner.refused)
                        .Run());
  }
  for (const auto& [desk, lies] : writes.desks) {
    const auto& [agency, province, dossier] = desk;
    RETURN_IF_ERROR(Use(lies ? "enter_desk" : "leave_desk")
                        .Bind(1, agency)
                        .Bind(2, province)
                        .Bind(3, dossier)
                        .Run());
  }
  for (const auto& [name, last] : writes.counters) {
    RETURN_IF_ERROR(
        Use("save_counter").Bind(1, name.first).Bind(2, name.second).Bind(3, last).Run());
  }
  return absl::OkStatus();
}

}  // namespace motcua::intake
