// Durable inserts of a dossier and its event into SQLite, from many submitters that each wait for
// their answer: one row a transaction against groups. Usage: store_bench FOLDER [SECONDS]
// [SUBMITTERS]

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "libs/base/ids.h"
#include "libs/base/text.h"
#include "libs/sql/checkpoint.h"
#include "libs/sql/group_committer.h"
#include "libs/sql/transaction.h"
#include "tests/bench/bench.h"

namespace motcua {
namespace {

using bench::Must;

// With its keys a row of 2 KB, two to a page.
constexpr size_t kFormBytes = 1900;

constexpr char kSchema[] = R"sql(
  CREATE TABLE dossiers(
    province_code TEXT NOT NULL, code TEXT NOT NULL, form TEXT NOT NULL,
    PRIMARY KEY(province_code, code)) STRICT;
  CREATE TABLE events(
    province_code TEXT NOT NULL, sequence INTEGER NOT NULL, dossier_code TEXT NOT NULL,
    kind INTEGER NOT NULL, time_us INTEGER NOT NULL,
    PRIMARY KEY(province_code, sequence)) STRICT, WITHOUT ROWID)sql";

struct Command {
  int64_t number;
  std::string form;
};

class Store {
 public:
  explicit Store(const std::string& path) : db_(Must(sql::Sqlite::Open(path))) {
    Must(db_->Exec(kSchema));
    transactions_ = Must(sql::Transactions::On(*db_));
    statements_.push_back(Must(db_->Prepare("INSERT INTO dossiers VALUES(?1, ?2, ?3)")));
    statements_.push_back(Must(db_->Prepare("INSERT INTO events VALUES(?1, ?2, ?3, 1, ?4)")));
  }

  absl::Status Commit(std::span<const Command> group, std::vector<absl::StatusOr<bool>>& results) {
    ++groups_;
    return transactions_->Run([&]() -> absl::Status {
      for (const Command& command : group) results.push_back(Insert(command));
      return absl::OkStatus();
    });
  }
  int64_t groups() const { return groups_; }

 private:
  absl::StatusOr<bool> Insert(const Command& command) {
    const std::string code = base::Cat("H29.17-250701-", command.number);
    RETURN_IF_ERROR(statements_[0].Begin().Bind(1, "01").Bind(2, code).Bind(3, command.form).Run());
    RETURN_IF_ERROR(statements_[1]
                        .Begin()
                        .Bind(1, "01")
                        .Bind(2, command.number)
                        .Bind(3, code)
                        .Bind(4, command.number * 1000)
                        .Run());
    return true;
  }

  std::unique_ptr<sql::Sqlite> db_;
  std::unique_ptr<sql::Transactions> transactions_;
  std::vector<sql::Statement> statements_;
  int64_t groups_ = 0;
};

double Measure(const char* name, const std::string& folder, size_t max_group, int submitters,
               int seconds) {
  const std::string path = base::Cat(folder, "/store_bench_", max_group, ".db");
  for (const char* const end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
  Store store(path);
  const auto checkpointer = Must(sql::Checkpointer::Start(path));
  const std::string form = base::Hex(base::RandomBytes(kFormBytes / 2));
  std::atomic<int64_t> number = 0;
  sql::GroupCommitter<Command, bool> committer(
      {.max_group = max_group}, [&store](std::span<const Command> group, auto& results) {
        return store.Commit(group, results);
      });
  const bench::Times times = bench::Repeat(submitters, seconds, [&](int) {
    Must(committer.SubmitAndWait({++number, form}));
  });
  std::printf(
      "%-22s %9.0f rows/s   mean group %6.1f   p50 %7.2f ms   p99 %7.2f ms   max %7.1f ms\n", name,
      times.a_second(), times.count() / static_cast<double>(store.groups()), times.at(0.5),
      times.at(0.99), times.at(1));
  std::fflush(stdout);
  return times.a_second();
}

}  // namespace
}  // namespace motcua

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: store_bench FOLDER [SECONDS] [SUBMITTERS]\n");
    return 2;
  }
  const int seconds = argc > 2 ? std::atoi(argv[2]) : 10;
  const int submitters = argc > 3 ? std::atoi(argv[3]) : 256;
  const double single = motcua::Measure("one row a transaction", argv[1], 1, submitters, seconds);
  const double group = motcua::Measure("group commit", argv[1], 256, submitters, seconds);
  std::printf("ratio %.1f\n", group / single);
  return EXIT_SUCCESS;
}
