// Durable inserts of a dossier and its event into SQLite, from many submitters that each wait for
// their answer: one row a transaction against groups. Usage: store_bench FOLDER [SECONDS]
// [SUBMITTERS]

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "libs/base/ids.h"
#include "libs/base/text.h"
#include "libs/sql/checkpoint.h"
#include "libs/sql/group_committer.h"
#include "libs/sql/transaction.h"

namespace motcua {
namespace {

using SteadyClock = std::chrono::steady_clock;

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

// A value or the end of the program.
template <typename T>
T Must(absl::StatusOr<T> value) {
  if (!value.ok()) {
    std::fprintf(stderr, "%s\n", value.status().ToString().c_str());
    std::exit(EXIT_FAILURE);
  }
  return *std::move(value);
}

class Store {
 public:
  explicit Store(const std::string& path) : db_(Must(sql::Sqlite::Open(path))) {
    const absl::Status made = db_->Exec(kSchema);
    if (!made.ok()) Must<int>(made);
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

struct Figures {
  double rows_a_second = 0;
  double mean_group = 0;
  double p50_ms = 0;
  double p99_ms = 0;
  double max_ms = 0;
};

double At(const std::vector<double>& sorted, double share) {
  return sorted[static_cast<size_t>(share * static_cast<double>(sorted.size() - 1))];
}

// What one submitter does until `end`: its times from submission to answer, in milliseconds.
std::vector<double> Submit(sql::GroupCommitter<Command, bool>& committer,
                           std::atomic<int64_t>& number, const std::string& form,
                           SteadyClock::time_point end) {
  std::vector<double> times;
  for (auto start = SteadyClock::now(); start < end;) {
    Must(committer.SubmitAndWait({++number, form}));
    const auto now = SteadyClock::now();
    times.push_back(std::chrono::duration<double, std::milli>(now - start).count());
    start = now;
  }
  return times;
}

Figures Measure(const std::string& folder, size_t max_group, int submitters, int seconds) {
  const std::string path = base::Cat(folder, "/store_bench_", max_group, ".db");
  for (const char* const end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
  Store store(path);
  const auto checkpointer = Must(sql::Checkpointer::Start(path));
  const std::string form = base::Hex(base::RandomBytes(kFormBytes / 2));
  std::atomic<int64_t> number = 0;
  std::vector<std::vector<double>> times(static_cast<size_t>(submitters));
  const auto start = SteadyClock::now();
  {
    sql::GroupCommitter<Command, bool> committer(
        {.max_group = max_group}, [&store](std::span<const Command> group, auto& results) {
          return store.Commit(group, results);
        });
    std::vector<std::jthread> threads;
    for (std::vector<double>& own : times) {
      threads.emplace_back(
          [&] { own = Submit(committer, number, form, start + std::chrono::seconds(seconds)); });
    }
  }
  const double took = std::chrono::duration<double>(SteadyClock::now() - start).count();
  std::vector<double> all;
  for (const std::vector<double>& own : times) all.insert(all.end(), own.begin(), own.end());
  std::sort(all.begin(), all.end());
  const auto rows = static_cast<double>(all.size());
  return {rows / took, rows / static_cast<double>(store.groups()), At(all, 0.5), At(all, 0.99),
          all.back()};
}

void Print(const char* name, const Figures& figures) {
  std::printf(
      "%-22s %9.0f rows/s   mean group %6.1f   p50 %7.2f ms   p99 %7.2f ms   max %7.1f ms\n", name,
      figures.rows_a_second, figures.mean_group, figures.p50_ms, figures.p99_ms, figures.max_ms);
  std::fflush(stdout);
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
  const auto single = motcua::Measure(argv[1], 1, submitters, seconds);
  motcua::Print("one row a transaction", single);
  const auto group = motcua::Measure(argv[1], 256, submitters, seconds);
  motcua::Print("group commit", group);
  std::printf("ratio %.1f\n", group.rows_a_second / single.rows_a_second);
  return EXIT_SUCCESS;
}
