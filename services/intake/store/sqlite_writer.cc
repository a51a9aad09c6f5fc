#include "services/intake/store/sqlite_writer.h"

#include <utility>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "services/intake/store/sqlite_rows.h"
#include "services/intake/store/sqlite_schema.h"
#include "services/intake/store/store_errors.h"

namespace motcua::intake {
namespace {

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
      {"insert_paper_of_dossier", "INSERT INTO dossier_papers VALUES(?1, ?2, ?3, ?4, ?5)"},
      {"insert_directory", "INSERT INTO directory VALUES(?1, ?2)"},
      {"insert_event", base::Cat("INSERT INTO events(", kEventColumns, ") VALUES(",
                                 Parameters(kEventColumnCount), ")")},
      {"next_sequence",
       "INSERT INTO sequences VALUES(?1, 1) ON CONFLICT(province_code)"
       " DO UPDATE SET last = last + 1 RETURNING last"},
      {"next_code",
       "INSERT INTO code_counters VALUES(?1, ?2, 1) ON CONFLICT(agency_code, day)"
       " DO UPDATE SET last = last + 1 RETURNING last"},
      {"find_key", "SELECT body_sha256, answer FROM request_keys WHERE caller = ?1 AND key = ?2"},
      {"insert_key", "INSERT INTO request_keys VALUES(?1, ?2, ?3, ?4, ?5)"},
      {"insert_paper",
       base::Cat("INSERT INTO papers(", kPaperColumns, ") VALUES(", Parameters(6), ")")},
      {"find_pushed", "SELECT pushed FROM partners WHERE province_code = ?1"},
      {"note_pushed",
       "INSERT INTO partners(province_code, pushed, refused) VALUES(?1, ?2, ?3)"
       " ON CONFLICT(province_code) DO UPDATE SET pushed = max(pushed, excluded.pushed),"
       " refused = refused + excluded.refused"},
      {"note_pulled",
       "INSERT INTO partners(province_code, pulled) VALUES(?1, ?2)"
       " ON CONFLICT(province_code) DO UPDATE SET pulled = max(pulled, excluded.pulled)"},
  };
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
                                  std::vector<Event>& events) {
  absl::Status committed = transactions_->RunGroup(group, results, [&](const Command& command) {
    appended_.clear();
    absl::StatusOr<Outcome> outcome = Run(command);
    if (outcome.ok()) events.insert(events.end(), appended_.begin(), appended_.end());
    return outcome;
  });
  if (!committed.ok()) events.clear();
  return committed;
}

absl::StatusOr<Outcome> SqliteWriter::Run(const Command& command) {
  return std::visit([this](const auto& one) { return Apply(one); }, command);
}

absl::StatusOr<Outcome> SqliteWriter::Apply(const Filing& filing) {
  ASSIGN_OR_RETURN(std::optional<Outcome> known, Known(filing.key));
  if (known) return *std::move(known);
  Dossier dossier = filing.dossier;
  ASSIGN_OR_RETURN(dossier.code, IssueCode(dossier, filing.code_form));
  RETURN_IF_ERROR(Insert(dossier));
  RETURN_IF_ERROR(Append(dossier, Event::Kind::kFiled, ""));
  return Remember(filing.key, filing.answer(dossier));
}

absl::StatusOr<Outcome> SqliteWriter::Apply(const Change& change) {
  ASSIGN_OR_RETURN(std::optional<Outcome> known, Known(change.key));
  if (known) return *std::move(known);
  ASSIGN_OR_RETURN(Dossier current, Load(change.code));
  ASSIGN_OR_RETURN(const Dossier changed, change.decide(std::move(current)));
  RETURN_IF_ERROR(Save(changed));
  RETURN_IF_ERROR(Append(changed, change.kind, ""));
  return Remember(change.key, change.answer(changed));
}

absl::StatusOr<Outcome> SqliteWriter::Apply(const Push& push) {
  const RequestKey key = {base::Cat("PUSH/", push.province_code), base::Cat(push.sequence),
                          push.body_sha256};
  ASSIGN_OR_RETURN(std::optional<Outcome> known, Known(key));
  if (known) return *std::move(known);
  RETURN_IF_ERROR(CheckTurn(push));
  const absl::StatusOr<Dossier> changed = Advanced(push);
  if (!changed.ok() && !IsForGood(changed.status())) return changed.status();
  if (changed.ok()) {
    RETURN_IF_ERROR(Save(*changed));
    RETURN_IF_ERROR(Append(*changed, Event::Kind::kStatusChanged, push.step.note));
  }
  RETURN_IF_ERROR(NotePushed(push, !changed.ok()));
  return Remember(key, push.answer(changed.status()));
}

absl::StatusOr<Dossier> SqliteWriter::Advanced(const Push& push) {
  RETURN_IF_ERROR(push.form);
  ASSIGN_OR_RETURN(Dossier dossier, Load(push.dossier_code));
  return Advance(std::move(dossier), push.step, push.province_code, push.now);
}

absl::StatusOr<Outcome> SqliteWriter::Apply(const PaperUpload& upload) {
  ASSIGN_OR_RETURN(std::optional<Outcome> known, Known(upload.key));
  if (known) return *std::move(known);
  sql::Statement& insert = Use("insert_paper");
  BindPaper(insert, upload.paper);
  RETURN_IF_ERROR(insert.Run());
  return Remember(upload.key, upload.answer(upload.paper));
}

absl::StatusOr<Outcome> SqliteWriter::Apply(const PullMark& mark) {
  RETURN_IF_ERROR(Use("note_pulled").Bind(1, mark.province_code).Bind(2, mark.sequence).Run());
  return Outcome{};
}

absl::StatusOr<std::string> SqliteWriter::IssueCode(const Dossier& dossier, const CodeForm& form) {
  const absl::CivilDay day = base::DayOf(dossier.create_time);
  ASSIGN_OR_RETURN(const int64_t number,
                   Next("next_code", {dossier.receiving.code, base::FormatDate(day)}));
  return DossierCode(dossier.receiving.code, day, number, form);
}

absl::StatusOr<int64_t> SqliteWriter::Next(const char* counter,
                                           std::initializer_list<std::string_view> key) {
  sql::Statement& statement = Use(counter);
  int index = 0;
  for (const std::string_view part : key) statement.Bind(++index, part);
  ASSIGN_OR_RETURN(const bool found, statement.Step());
  if (!found) return absl::InternalError(base::Cat(counter, ": gave no number"));
  const int64_t number = statement.Int(0);
  statement.Begin();
  return number;
}

absl::StatusOr<Dossier> SqliteWriter::Load(const std::string& code) {
  sql::Statement& statement = Use("load_dossier").Bind(1, code);
  ASSIGN_OR_RETURN(const bool found, statement.Step());
  if (!found) return DossierNotFound();
  Dossier dossier = ReadDossier(statement);
  statement.Begin();
  return dossier;
}

absl::Status SqliteWriter::Save(const Dossier& dossier) {
  sql::Statement& statement = Use("save_dossier");
  BindDossier(statement, dossier);
  return statement.Run();
}

absl::Status SqliteWriter::Insert(const Dossier& dossier) {
  sql::Statement& statement = Use("insert_dossier");
  BindDossier(statement, dossier);
  RETURN_IF_ERROR(statement.Run());
  RETURN_IF_ERROR(Use("insert_directory").Bind(1, dossier.code).Bind(2, dossier.home()).Run());
  for (size_t i = 0; i < dossier.papers.size(); ++i) {
    RETURN_IF_ERROR(Use("insert_paper_of_dossier")
                        .Bind(1, dossier.home())
                        .Bind(2, dossier.code)
                        .Bind(3, static_cast<int64_t>(i))
                        .Bind(4, dossier.papers[i].component_code)
                        .Bind(5, dossier.papers[i].paper_id)
                        .Run());
  }
  return absl::OkStatus();
}

absl::Status SqliteWriter::Append(const Dossier& dossier, Event::Kind kind,
                                  const std::string& note) {
  Event event;
  event.province_code = dossier.home();
  ASSIGN_OR_RETURN(event.sequence, Next("next_sequence", {dossier.home()}));
  event.dossier_code = dossier.code;
  event.kind = kind;
  event.status = dossier.status;
  event.time = dossier.update_time;
  event.note = note;
  if (kind == Event::Kind::kRated && dossier.rating) {
    event.time = dossier.rating->time;
    event.rating_score = dossier.rating->score;
  }
  sql::Statement& statement = Use("insert_event");
  BindEvent(statement, event);
  RETURN_IF_ERROR(statement.Run());
  appended_.push_back(std::move(event));
  return absl::OkStatus();
}

absl::StatusOr<std::optional<Outcome>> SqliteWriter::Known(const RequestKey& key) {
  sql::Statement& statement = Use("find_key").Bind(1, key.caller).Bind(2, key.key);
  ASSIGN_OR_RETURN(const bool found, statement.Step());
  if (!found) return std::optional<Outcome>();
  const bool same_body = statement.Text(0) == key.body_sha256;
  Outcome outcome{statement.Text(1), true};
  statement.Begin();
  if (!same_body) return KeyReused();
  return std::optional<Outcome>(std::move(outcome));
}

absl::StatusOr<Outcome> SqliteWriter::Remember(const RequestKey& key, std::string answer) {
  RETURN_IF_ERROR(Use("insert_key")
                      .Bind(1, key.caller)
                      .Bind(2, key.key)
                      .Bind(3, key.body_sha256)
                      .BindBlob(4, answer)
                      .Bind(5, absl::ToUnixMicros(clock_.Now()))
                      .Run());
  return Outcome{std::move(answer), false};
}

absl::Status SqliteWriter::CheckTurn(const Push& push) {
  sql::Statement& statement = Use("find_pushed").Bind(1, push.province_code);
  ASSIGN_OR_RETURN(const bool found, statement.Step());
  const int64_t pushed = found ? statement.Int(0) : 0;
  statement.Begin();
  if (push.sequence == pushed + 1) return absl::OkStatus();
  return base::Refusal(absl::StatusCode::kAborted, "OUT_OF_TURN",
                       base::Cat("Bước tiếp theo phải mang số ", pushed + 1, "."),
                       base::Cat("The next step has sequence ", pushed + 1, "."));
}

absl::Status SqliteWriter::NotePushed(const Push& push, bool refused) {
  return Use("note_pushed")
      .Bind(1, push.province_code)
      .Bind(2, push.sequence)
      .Bind(3, static_cast<int>(refused))
      .Run();
}

}  // namespace motcua::intake
