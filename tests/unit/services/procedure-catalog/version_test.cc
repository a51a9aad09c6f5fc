#include "services/procedure-catalog/domain/version.h"

#include "catch2/catch.hpp"

namespace motcua::catalog {
namespace {

using Days = std::vector<std::optional<std::string>>;

}  // namespace

TEST_CASE("a version alone is replaced by none", "[catalog][domain]") {
  CHECK(ReplacedFrom({}).empty());
  CHECK(ReplacedFrom({{"", 1}}) == Days{std::nullopt});
  CHECK(ReplacedFrom({{"2025-07-01", 1}}) == Days{std::nullopt});
}

TEST_CASE("a version that begins later ends the one before, in whatever order they came",
          "[catalog][domain]") {
  CHECK(ReplacedFrom({{"", 1}, {"2024-01-01", 2}, {"2025-07-01", 3}}) ==
        Days{"2024-01-01", "2025-07-01", std::nullopt});
  CHECK(ReplacedFrom({{"2025-07-01", 1}, {"", 2}, {"2024-01-01", 3}}) ==
        Days{std::nullopt, "2024-01-01", "2025-07-01"});
}

TEST_CASE("of versions that begin on one day the last to come holds, the others on no day",
          "[catalog][domain]") {
  CHECK(ReplacedFrom({{"", 1}, {"", 2}, {"2025-07-01", 3}, {"2025-07-01", 4}}) ==
        Days{"", "2025-07-01", "2025-07-01", std::nullopt});
}

}  // namespace motcua::catalog
