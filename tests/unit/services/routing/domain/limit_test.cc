#include "services/routing/domain/limit.h"

#include <string>

#include "catch2/catch.hpp"
#include "libs/base/error.h"

namespace motcua::routing {

TEST_CASE("a limit is read with its unit", "[routing][domain]") {
  using Unit = Limit::Unit;
  const auto [text, unit, count] = GENERATE(table<std::string, Unit, int>({
      {"8wh", Unit::kWorkingHours, 8},
      {"3wd", Unit::kWorkingDays, 3},
      {"15d", Unit::kDays, 15},
      {"2w", Unit::kWeeks, 2},
      {"1mo", Unit::kMonths, 1},
      {"sd15", Unit::kSameDay, 1},
      {"9999d", Unit::kDays, 9999},
  }));
  const absl::StatusOr<Limit> limit = ParseLimit(text);
  REQUIRE(limit.ok());
  CHECK(*limit == Limit{unit, count});
}

TEST_CASE("what is no limit is refused by name", "[routing][domain]") {
  const std::string text =
      GENERATE("", "3", "wd", "0wd", "03wd", "-3wd", "+3wd", " 3wd", "3wd ", "3 wd", "3WD",
               "10000d", "99999999999999999999d", "3y", "sd", "sd16", "SD15", "1.5d", "3wdx");
  CAPTURE(text);
  const absl::Status status = ParseLimit(text).status();
  REQUIRE(absl::IsInvalidArgument(status));
  CHECK(base::ProblemOf(status)->violations.at(0).pointer == "limit");
}

TEST_CASE("a megabyte is no limit", "[routing][domain]") {
  const absl::Status status = ParseLimit(std::string(1 << 20, '9')).status();
  REQUIRE(absl::IsInvalidArgument(status));
  CHECK(status.message().size() < 200);
}

}  // namespace motcua::routing
