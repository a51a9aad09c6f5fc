#include "services/reporting/store/sqlite_store.h"

#include <mutex>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "libs/sql/checkpoint.h"
#include "libs/sql/readers.h"
#include "libs/sql/transaction.h"
#include "services/reporting/store/columns.h"
#include "services/reporting/store/sqlite_schema.h"

namespace motcua::reporting {
namespace {

constexpr int kReaders = 4;

constexpr char kFindMark[] =
    "SELECT province_code, sequence, event_us FROM watermarks WHERE province_code = ?1";
constexpr char kSaveMark[] = "REPLACE INTO watermarks VALUES(?1, ?2, ?3)";
constexpr char kMarks[] =
    "SELECT province_code, sequence, event_us FROM watermarks ORDER BY province_code";

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
    const std::lock_guard lock(mutex_);
    return transactions_->Run([&]() -> absl::Status {
      ASSIGN_OR_RETURN(Projection projection, Load(TouchedBy(facts)));
      RETURN_IF_ERROR(MoveOn(projection, facts));
      return Save(projection);
    });
  }

  absl::StatusOr<std::vector<Watermark>> Watermarks() override {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
    sql::Statement& query = read->marks.Begin();
    std::vector<Watermark> marks;
    while (true) {
      ASSIGN_OR_RETURN(const bool more, query.Step());
      if (!more) return marks;
      marks.push_back(ReadWatermark(query));
    }
  }

  absl::StatusOr<Summary> Sum(const Question& question) override {
    ASSIGN_OR_RETURN(auto read, readers_->Borrow());
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
      AddCounts(query, grouped, summary);
    }
  }

  absl::Status Ready() override { return Watermarks().status(); }

 private:
  absl::StatusOr<Projection> Load(const Touched& touched) {
    Projection projection;
    for (const std::string& province : touched.provinces) {
      ASSIGN_OR_RETURN(const bool found, find_mark_.Begin().Bind(1, province).Step());
      if (found) projection.marks[province] = ReadWatermark(find_mark_);
    }
    for (const std::string& dossier : touched.dossiers) {
      ASSIGN_OR_RETURN(const bool found, load_.Begin().Bind(1, dossier).Step());
      if (found) projection.progress[dossier] = ReadProgress(load_);
    }
    db_->EndRuns();
    return projection;
  }

  absl::Status Save(const Projection& projection) {
    for (const auto& [province, mark] : projection.marks) {
      RETURN_IF_ERROR(save_mark_.Begin()
                          .Bind(1, province)
                          .Bind(2, mark.sequence)
                          .Bind(3, absl::ToUnixMicros(mark.event_time))
                          .Run());
    }
    for (const auto& [dossier, progress] : projection.progress) {
      save_.Begin();
      PutProgress(progress,
                  [this, next = 0](const auto& value) mutable { save_.Bind(++next, value); });
      RETURN_IF_ERROR(save_.Run());
    }
    return absl::OkStatus();
  }

  std::mutex mutex_;  // Of the connection that writes.
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

absl::StatusOr<std::unique_ptr<ProgressStore>> OpenSqliteStore(const std::string& path,
                                                               obs::Metrics& metrics) {
  ASSIGN_OR_RETURN(std::unique_ptr<sql::Sqlite> db, sql::Sqlite::Open(path));
  RETURN_IF_ERROR(sql::Migrate(*db, SqliteMigrations()));
  ASSIGN_OR_RETURN(sql::Statement load,
                   db->Prepare(base::Cat("SELECT ", kProgressColumns,
                                         " FROM progress WHERE dossier_code = ?1")));
  ASSIGN_OR_RETURN(sql::Statement save,
                   db->Prepare(base::Cat("REPLACE INTO progress(", kProgressColumns,
                                         ") VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)")));
  ASSIGN_OR_RETURN(sql::Statement find_mark, db->Prepare(kFindMark));
  ASSIGN_OR_RETURN(sql::Statement save_mark, db->Prepare(kSaveMark));
  ASSIGN_OR_RETURN(auto readers, sql::Readers<Queries>::Open({path, kReaders, "reporting"}, metrics,
                                                             Queries::Prepare));
  ASSIGN_OR_RETURN(auto transactions, sql::Transactions::On(*db));
  ASSIGN_OR_RETURN(auto checkpointer, sql::Checkpointer::Start(path));
  return std::make_unique<SqliteStore>(std::move(db), std::move(transactions), std::move(readers),
                                       std::move(checkpointer), std::move(load), std::move(save),
                                       std::move(find_mark), std::move(save_mark));
}

}  // namespace motcua::reporting
