// Inserts rows through a GroupCommitter until it is killed, and writes the number of each row that
// it was told of to stdout. Usage: durable_child DATABASE honest|early; the early one tells before
// the commit.

#include <unistd.h>

#include <string_view>
#include <thread>

#include "libs/sql/checkpoint.h"
#include "libs/sql/group_committer.h"
#include "tests/contract/sql/insert_rows.h"

namespace motcua {
namespace {

constexpr int kThreads = 8;

// Less than a pipe takes at once, so whole or not at all.
void Tell(const test::Row& row) {
  if (write(STDOUT_FILENO, &row, sizeof row) != sizeof row) std::_Exit(1);
}

void InsertForEver(sql::GroupCommitter<test::Row, int64_t>& committer, int submitter, bool early) {
  for (int i = 0;; ++i) {
    const test::Row row = {submitter, i};
    if (early) Tell(row);
    if (!committer.SubmitAndWait(row).ok()) std::_Exit(1);
    if (!early) Tell(row);
  }
}

}  // namespace
}  // namespace motcua

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const bool early = std::string_view(argv[2]) == "early";
  motcua::test::Rows rows(argv[1]);
  const auto checkpointer = *motcua::sql::Checkpointer::Start(argv[1]);
  motcua::sql::GroupCommitter<motcua::test::Row, int64_t> committer({}, rows.Commit());
  std::vector<std::jthread> threads;
  for (int submitter = 0; submitter < motcua::kThreads; ++submitter) {
    threads.emplace_back(
        [&committer, submitter, early] { motcua::InsertForEver(committer, submitter, early); });
  }
}
