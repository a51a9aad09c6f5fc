#include "libs/sql/pg_start.h"

#include "absl/status/statusor.h"
#include "catch2/catch.hpp"

namespace motcua::sql {

TEST_CASE("a start waits for a database that is away or slow", "[sql]") {
  int runs = 0;
  const absl::StatusOr<int> answer = OnceThere([&]() -> absl::StatusOr<int> {
    ++runs;
    if (runs == 1) return absl::UnavailableError("away");
    if (runs == 2) return absl::DeadlineExceededError("slow");
    return 7;
  });
  CHECK(*answer == 7);
  CHECK(runs == 3);
}

TEST_CASE("what no waiting mends ends the start", "[sql]") {
  int runs = 0;
  const absl::Status status = OnceThere([&] {
    ++runs;
    return absl::FailedPreconditionError("another's tables");
  });
  CHECK(absl::IsFailedPrecondition(status));
  CHECK(runs == 1);
}

}  // namespace motcua::sql
