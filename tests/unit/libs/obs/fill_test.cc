#include "libs/obs/fill.h"

#include "catch2/catch.hpp"

namespace motcua::obs {

TEST_CASE("a level stands beside its limit, under the same labels", "[obs]") {
  Metrics metrics;
  const Fill level(&metrics, "pots", "Pots on the stove.", 4, {{"kitchen", "a"}});
  level.Set(2);
  level.Add(1);
  const std::string text = metrics.Text();
  CHECK(text.find("\npots{kitchen=\"a\"} 3\n") != std::string::npos);
  CHECK(text.find("\npots_limit{kitchen=\"a\"} 4\n") != std::string::npos);
}

TEST_CASE("a level without metrics tells nobody", "[obs]") {
  const Fill level(nullptr, "pots", "Pots on the stove.", 4);
  level.Set(2);
  const Fill none;
  none.Add(1);
}

}  // namespace motcua::obs
