// Durable dossiers in a PostgreSQL of its own, from many submitters that each wait for their
// answer: plain inserts, one row a transaction, against intake's store, alone and in groups. Usage:
// postgres_bench [SECONDS] [SUBMITTERS]

#include <cstdio>
#include <cstdlib>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "libs/base/clock.h"
#include "libs/base/ids.h"
#include "libs/base/text.h"
#include "libs/sql/postgres.h"
#include "services/intake/store/postgres_store.h"
#include "tests/bench/bench.h"
#include "tests/contract/dossier_commands.h"
#include "tests/support/postgres_server.h"

namespace motcua {
namespace {

using bench::Must;
using bench::Times;

// With the rest of it a dossier of 2 KB.
constexpr size_t kTextBytes = 1300;
constexpr std::pair<const char*, const char*> kProvinces[] = {
    {"01", "H26.021"}, {"79", "H29.001"}, {"48", "H17.001"}, {"92", "H14.001"}};
constexpr int kConnections = 16;

constexpr char kPlainSchema[] = R"sql(
  SET default_toast_compression = lz4;
  CREATE TABLE dossiers(
    province_code text NOT NULL, code text NOT NULL, form text NOT NULL,
    PRIMARY KEY(province_code, code));
  CREATE TABLE events(
    province_code text NOT NULL, sequence bigint NOT NULL, dossier_code text NOT NULL,
    kind bigint NOT NULL, time_us bigint NOT NULL, PRIMARY KEY(province_code, sequence)))sql";
const sql::PgQuery kInsertDossier = {"insert_dossier", "INSERT INTO dossiers VALUES($1, $2, $3)"};
const sql::PgQuery kInsertEvent = {"insert_event", "INSERT INTO events VALUES($1, $2, $3, 1, $4)"};

std::string Text(size_t bytes) {
  return base::Hex(base::RandomBytes(bytes / 2));
}

class Server {
 public:
  std::string Database(const std::string& name) {
    name_ = name;
    return server_.Database(name);
  }
  // How many transactions have written; here all of them are committed.
  double Commits() { return std::atof(server_.Query(name_, kTransactions).c_str()); }
  // So that no measurement pays for the one before.
  void Settle() { server_.Query(name_, "CHECKPOINT"); }

 private:
  static constexpr char kTransactions[] = "SELECT pg_snapshot_xmax(pg_current_snapshot())";
  test::PostgresServer server_;
  std::string name_;
};

void Print(const char* name, const Times& times, double commits) {
  std::printf("%-38s %8.0f rows/s  rows a commit %6.1f  p50 %7.2f ms  p99 %7.2f ms\n", name,
              times.a_second(), times.count() / commits, times.at(0.5), times.at(0.99));
  std::fflush(stdout);
}

// A dossier and its event, in one round trip and one transaction of their own.
double Plain(Server& server, int connections, int seconds) {
  const std::string conninfo = server.Database(base::Cat("plain_", connections));
  std::vector<std::unique_ptr<sql::Postgres>> all;
  for (int i = 0; i < connections; ++i) all.push_back(Must(sql::Postgres::Connect(conninfo)));
  Must(all[0]->Exec(kPlainSchema));
  std::atomic<int64_t> last = 0;
  const std::string form = Text(kTextBytes + 500);
  server.Settle();
  const Times times = bench::Repeat(connections, seconds, [&](int i) {
    const int64_t number = ++last;
    const std::string code = base::Cat("H29.17-250701-", number);
    sql::Postgres& db = *all[static_cast<size_t>(i)];
    db.Queue(sql::kPgBegin);
    db.Queue(kInsertDossier, std::move(sql::PgParams().Add("01").Add(code).Add(form)));
    db.Queue(kInsertEvent,
             std::move(sql::PgParams().Add("01").Add(number).Add(code).Add(number * 1000)));
    db.Queue(sql::kPgCommit);
    Must(db.Flush().status());
  });
  Print(base::Cat("plain insert, ", connections, " connection(s)").c_str(), times, times.count());
  return times.a_second();
}

// Filings with all that belongs to them: code, papers, event, key.
double Filings(Server& server, const char* name, size_t max_group, int submitters, int seconds) {
  const std::string conninfo = server.Database(base::Cat("intake_", max_group));
  const base::SystemClock clock;
  obs::Metrics metrics;
  const auto store =
      Must(intake::OpenPostgresStore({.conninfo = conninfo, .limits = {.max_group = max_group}},
                                     clock, metrics, [](const auto&...) {}));
  const std::string text = Text(kTextBytes);
  std::atomic<int64_t> last = 0;
  server.Settle();
  const double before = server.Commits();
  const Times times = bench::Repeat(submitters, seconds, [&](int) {
    const int64_t number = ++last;
    intake::Dossier dossier = intake::Draft("01", base::Cat("H26.0", 10 + number % 90));
    dossier.applicant.address = text;
    Must(intake::Do(*store, intake::FilingOf(base::Cat(number), std::move(dossier))).status());
  });
  Print(name, times, server.Commits() - before);
  return times.a_second();
}

// Filings one after the other at so many replicas at once, each for a province of its own: nothing
// that one of them writes concerns another one.
double Replicas(Server& server, size_t replicas, int seconds) {
  const std::string conninfo = server.Database(base::Cat("replicas_", replicas));
  const base::SystemClock clock;
  std::vector<std::unique_ptr<obs::Metrics>> metrics;
  std::vector<std::unique_ptr<intake::DossierStore>> stores;
  for (size_t i = 0; i < replicas; ++i) {
    metrics.push_back(std::make_unique<obs::Metrics>());
    stores.push_back(Must(intake::OpenPostgresStore({.conninfo = conninfo}, clock, *metrics.back(),
                                                    [](const auto&...) {})));
  }
  std::atomic<int64_t> last = 0;
  server.Settle();
  const double before = server.Commits();
  const Times times = bench::Repeat(static_cast<int>(replicas), seconds, [&](int i) {
    const auto& [province, agency] = kProvinces[static_cast<size_t>(i)];
    intake::Dossier dossier = intake::Draft(province, agency);
    dossier.applicant.address = Text(kTextBytes);
    intake::DossierStore& store = *stores[static_cast<size_t>(i)];
    Must(intake::Do(store, intake::FilingOf(base::Cat(++last), std::move(dossier))).status());
  });
  Print(base::Cat("intake's store, ", replicas, " replica(s), one each").c_str(), times,
        server.Commits() - before);
  return times.a_second();
}

int Main(int seconds, int submitters) {
  Server server;
  const double plain = Plain(server, 1, seconds);
  Plain(server, kConnections, seconds);
  const double alone = Filings(server, "intake's store, one a transaction", 1, submitters, seconds);
  const double groups = Filings(server, "intake's store, in groups", 256, submitters, seconds);
  std::printf("in groups / one a transaction %.1f; / plain insert on one connection %.1f\n",
              groups / alone, groups / plain);
  const double single = Replicas(server, 1, seconds);
  const double several = Replicas(server, std::size(kProvinces), seconds);
  std::printf("%zu replicas / one %.1f\n", std::size(kProvinces), several / single);
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace motcua

int main(int argc, char** argv) {
  const int seconds = argc > 1 ? std::atoi(argv[1]) : 10;
  const int submitters = argc > 2 ? std::atoi(argv[2]) : 256;
  if (seconds <= 0 || submitters <= 0) {
    std::fprintf(stderr, "usage: postgres_bench [SECONDS] [SUBMITTERS]\n");
    return 2;
  }
  return motcua::Main(seconds, submitters);
}
