#include "libs/redis/backoff.h"

#include <set>
#include <vector>

#include "catch2/catch.hpp"

namespace motcua::redis {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kSteps[] = {milliseconds(50),  milliseconds(100), milliseconds(200),
                                   milliseconds(400), milliseconds(800), milliseconds(1000),
                                   milliseconds(1000)};

}  // namespace

TEST_CASE("each wait is between half of its step and the step, which doubles up to a second",
          "[redis]") {
  for (uint32_t seed = 0; seed < 100; ++seed) {
    Backoff backoff(seed);
    for (const milliseconds step : kSteps) {
      const auto wait = backoff.Next();
      CAPTURE(seed, step.count(), wait.count());
      CHECK(wait >= step / 2);
      CHECK(wait <= step);
    }
    backoff.Reset();
    CHECK(backoff.Next() <= kSteps[0]);
  }
}

TEST_CASE("those who begin together do not come back together", "[redis]") {
  std::set<int64_t> waits;
  for (uint32_t seed = 0; seed < 100; ++seed) {
    Backoff backoff(seed);
    backoff.Next();
    waits.insert(backoff.Next().count() / 1000);
  }
  CHECK(waits.size() > 25);
}

}  // namespace motcua::redis
