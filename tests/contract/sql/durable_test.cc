#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "catch2/catch.hpp"
#include "tests/contract/sql/insert_rows.h"
#include "tests/support/temp_dir.h"

namespace motcua::test {
namespace {

// The rows that durable_child told of before it was killed, after `count` of them.
std::vector<Row> KillAfter(const std::string& path, const char* mode, size_t count) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    dup2(ends[1], STDOUT_FILENO);
    close(ends[0]);
    close(ends[1]);
    execl(DURABLE_CHILD, DURABLE_CHILD, path.c_str(), mode, nullptr);
    _exit(127);
  }
  close(ends[1]);
  std::vector<Row> told;
  for (Row row{}; read(ends[0], &row, sizeof row) == sizeof row;) {
    told.push_back(row);
    if (told.size() == count) kill(child, SIGKILL);
  }
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  REQUIRE(WIFSIGNALED(status));
  return told;
}

// How many of the rows that were told of are not in the database.
size_t Lost(const std::string& path, const std::vector<Row>& told) {
  const auto db = *sql::Sqlite::Open(path);
  sql::Statement query = *db->Prepare("SELECT submitter, number FROM rows");
  std::set<std::pair<int64_t, int64_t>> kept;
  while (query.Step().value()) kept.emplace(query.Int(0), query.Int(1));
  size_t lost = 0;
  for (const Row& row : told) lost += kept.contains({row.submitter, row.number}) ? 0 : 1;
  return lost;
}

}  // namespace

TEST_CASE("a process that is killed loses no row that it told of", "[contract][sql]") {
  for (const size_t count : {1, 100, 1000, 3000}) {
    const TempDir dir;
    const std::vector<Row> told = KillAfter(dir / "a.db", "honest", count);
    CAPTURE(count, told.size());
    CHECK(told.size() >= count);
    CHECK(Lost(dir / "a.db", told) == 0);
  }
}

TEST_CASE("a process that tells of its rows too early is found out", "[contract][sql]") {
  size_t lost = 0;
  for (int attempt = 0; attempt < 10 && lost == 0; ++attempt) {
    const TempDir dir;
    lost = Lost(dir / "a.db", KillAfter(dir / "a.db", "early", 500));
  }
  CHECK(lost > 0);
}

}  // namespace motcua::test
