#include "services/reporting/store/sqlite_store.h"

#include <optional>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "libs/sql/checkpoint.h"
#include "libs/sql/readers.h"
#include "libs/sql/transaction.h"
#include "services/reporting/store/sqlite_schema.h"

namespace motcua::reporting {
namespace {

constexpr int kReaders = 4;

constexpr char kLoad[] =
    "SELECT dossier_code, procedure_code, receiving_unit, competent_unit, competent_province,"
    " channel, filed_us, due_us, received_us, finished_us, stopped, rating_score"
    " FROM progress WHERE dossier_code = ?1";
constexpr char kSave[] =
    "REPLACE INTO progress(dossier_code, procedure_code, receiving_unit, competent_unit,"
    " competent_province, channel, filed_us, due_us, received_us, finished_us, stopped,"
    " rating_score, on_time) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)";
constexpr char kFindMark[] = "SELECT sequence FROM watermarks WHERE province_code = ?1";
constexpr char kSaveMark[] = "REPLACE INTO watermarks VALUES(?1, ?2, ?3)";
constexpr char kMarks[] =
    "SELECT province_code, sequence, event_us FROM watermarks ORDER BY province_code";

std::optional<int64_t> Micros(const std::optional<absl::Time>& time) {
  if (!time) return std::nullopt;
  return absl::ToUnixMicros(*time);
}

std::optional<absl::Time> TimeOf(const std::optional<int64_t>& micros) {
  if (!micros) return std::nullopt;
  return absl::FromUnixMicros(*micros);
}

struct Queries {
  sql::Sqlite* db;
  sql::Statement marks;

  static absl::StatusOr<Queries> Prepare(sql::Sqlite& db) {
    ASSIGN_OR_RETURN(sql::Statement marks, db.Prepare(kMarks));
    return Queries{&db, std::move(marks)};
  }
};

const char* ScopeCondition(const std::string& scope) {
  if (scope == "VN") return "?1 = 'VN'";
  return scope.size() == 2 ? "competent_province = ?1" : "competent_unit = ?1";
}

Counts ReadCounts(const sql::Statement& row) {
  return {row.Int(1), row.Int(2), row.Int(3), row.Int(4),
          row.Int(5), row.Int(6), row.Int(7), row.Int(8)};
}

Counts Plus(const Counts& a, const Counts& b) {
  return {a.filed + b.filed,       a.received + b.received,    a.online + b.online,
          a.finished + b.finished, a.on_time + b.on_time,      a.stopped + b.stopped,
          a.ratings + b.ratings,   a.rating_sum + b.rating_sum};
}

class SqliteStore final : public ProgressStore {
 public:
  SqliteStore(std::unique_ptr<sql::Sqlite> db, std::unique_ptr<sql::Transactions> transactions,
              std::unique_ptr<sql::Readers<Queries>> readers,
              std::unique_ptr<sql::Checkpointer> checkpointer, sql::Statement load,
              sql::Statement save, sql::Statement find_mark, sql::Statement save_mark)
      : db_(std::move(db)),
        transactions_(std::move(transactions)),
        checkpointer_(std::move(checkpointer)),
        readers_(std::move(readers)),
        load_(std::move(load)),
        save_(std::move(save)),
        find_mark_(std::move(find_mark)),
        save_mark_(std::move(save_mark)) {}

  absl::Status Apply(const std::vector<Fact>& facts) override {
    return transactions_->Run([&]() -> absl::Status {
      for (const Fact& fact : facts) RETURN_IF_ERROR(ApplyOne(fact));
      return absl::OkStatus();
    });
  }

  absl::StatusOr<std::vector<Watermark>> Watermarks() override {
    auto read = readers_->Borrow();
    sql::Statement& query = read->marks.Begin();
    std::vector<Watermark> marks;
    while (true) {
      ASSIGN_OR_RETURN(const bool more, query.Step());
      if (!more) return marks;
      marks.push_back({query.Text(0), query.Int(1), absl::FromUnixMicros(query.Int(2))});
    }
  }

  absl::StatusOr<Summary> Sum(const Question& question) override {
    auto read = readers_->Borrow();
    const bool grouped = question.group_by != GroupBy::kNothing;
    ASSIGN_OR_RETURN(sql::Statement query,
                     read->db->Prepare(SumQuery(kGroupKeys[static_cast<int>(question.group_by)],
                                                ScopeCondition(question.scope))));
    const absl::Time first = absl::FromCivil(question.from, base::Vietnam());
    const absl::Time past = absl::FromCivil(question.to + 1, base::Vietnam());
    query.Begin()
        .Bind(1, question.scope)
        .Bind(2, absl::ToUnixMicros(first))
        .Bind(3, absl::ToUnixMicros(past) - 1);
    Summary summary;
    while (true) {
      ASSIGN_OR_RETURN(const bool more, query.Step());
      if (!more) return summary;
      const Counts counts = ReadCounts(query);
      summary.total = Plus(summary.total, counts);
      if (grouped) summary.rows.push_back({query.Text(0), counts});
    }
  }

  absl::Status Ready() override { return Watermarks().status(); }

 private:
  absl::Status ApplyOne(const Fact& fact) {
    ASSIGN_OR_RETURN(const bool marked, find_mark_.Begin().Bind(1, fact.province_code).Step());
    const int64_t seen = marked ? find_mark_.Int(0) : 0;
    find_mark_.Begin();
    if (fact.sequence <= seen) return absl::OkStatus();
    if (fact.sequence != seen + 1) {
      return absl::DataLossError(base::Cat("event log of province ", fact.province_code,
                                           ": no event ", seen + 1, " before ", fact.sequence));
    }
    ASSIGN_OR_RETURN(std::optional<Progress> before, Load(fact.dossier_code));
    RETURN_IF_ERROR(Save(After(std::move(before), fact)));
    return save_mark_.Begin()
        .Bind(1, fact.province_code)
        .Bind(2, fact.sequence)
        .Bind(3, absl::ToUnixMicros(fact.time))
        .Run();
  }

  absl::StatusOr<std::optional<Progress>> Load(const std::string& code) {
    ASSIGN_OR_RETURN(const bool found, load_.Begin().Bind(1, code).Step());
    if (!found) return std::optional<Progress>();
    Progress p;
    p.dossier_code = load_.Text(0);
    p.procedure_code = load_.Text(1);
    p.receiving_unit = load_.Text(2);
    p.competent_unit = load_.Text(3);
    p.competent_province = load_.Text(4);
    p.channel = static_cast<int>(load_.Int(5));
    p.filed = absl::FromUnixMicros(load_.Int(6));
    p.due = TimeOf(load_.OptionalInt(7));
    p.received = TimeOf(load_.OptionalInt(8));
    p.finished = TimeOf(load_.OptionalInt(9));
    p.stopped = load_.Int(10) != 0;
    p.rating_score = static_cast<int>(load_.Int(11));
    load_.Begin();
    return std::optional<Progress>(std::move(p));
  }

  absl::Status Save(const Progress& p) {
    return save_.Begin()
        .Bind(1, p.dossier_code)
        .Bind(2, p.procedure_code)
        .Bind(3, p.receiving_unit)
        .Bind(4, p.competent_unit)
        .Bind(5, p.competent_province)
        .Bind(6, p.channel)
        .Bind(7, absl::ToUnixMicros(p.filed))
        .BindOptional(8, Micros(p.due))
        .BindOptional(9, Micros(p.received))
        .BindOptional(10, Micros(p.finished))
        .Bind(11, static_cast<int>(p.stopped))
        .Bind(12, p.rating_score)
        .Bind(13, static_cast<int>(IsOnTime(p)))
        .Run();
  }

  const std::unique_ptr<sql::Sqlite> db_;
  const std::unique_ptr<sql::Transactions> transactions_;
  const std::unique_ptr<sql::Checkpointer> checkpointer_;
  const std::unique_ptr<sql::Readers<Queries>> readers_;
  sql::Statement load_;
  sql::Statement save_;
  sql::Statement find_mark_;
  sql::Statement save_mark_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<ProgressStore>> OpenSqliteStore(const std::string& path) {
  ASSIGN_OR_RETURN(std::unique_ptr<sql::Sqlite> db, sql::Sqlite::Open(path));
  RETURN_IF_ERROR(sql::Migrate(*db, SqliteMigrations()));
  ASSIGN_OR_RETURN(sql::Statement load, db->Prepare(kLoad));
  ASSIGN_OR_RETURN(sql::Statement save, db->Prepare(kSave));
  ASSIGN_OR_RETURN(sql::Statement find_mark, db->Prepare(kFindMark));
  ASSIGN_OR_RETURN(sql::Statement save_mark, db->Prepare(kSaveMark));
  ASSIGN_OR_RETURN(auto readers, sql::Readers<Queries>::Open(path, kReaders, Queries::Prepare));
  ASSIGN_OR_RETURN(auto transactions, sql::Transactions::On(*db));
  ASSIGN_OR_RETURN(auto checkpointer, sql::Checkpointer::Start(path));
  return std::make_unique<SqliteStore>(std::move(db), std::move(transactions), std::move(readers),
                                       std::move(checkpointer), std::move(load), std::move(save),
                                       std::move(find_mark), std::move(save_mark));
}

}  // namespace motcua::reporting
