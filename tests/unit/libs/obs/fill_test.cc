#include "libs/obs/fill.h"

#include "catch2/catch.hpp"
#include "tests/support/sample.h"

namespace motcua::obs {

TEST_CASE("a level stands beside its limit, under the same labels", "[obs]") {
  Metrics metrics;
  const Fill level(&metrics, "pots", "Pots on the stove.", 4, {{"kitchen", "a"}});
  level.Set(2);
  level.Add(1);
  CHECK(test::Sample(metrics.Text(), R"(pots{kitchen="a"})") == 3);
  CHECK(test::Sample(metrics.Text(), R"(pots_limit{kitchen="a"})") == 4);
}

TEST_CASE("a level without metrics tells nobody", "[obs]") {
  const Fill level(nullptr, "pots", "Pots on the stove.", 4);
  level.Set(2);
  const Fill none;
  none.Add(1);
}

}  // namespace motcua::obs
