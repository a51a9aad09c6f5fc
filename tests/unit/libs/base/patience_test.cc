#include "libs/base/patience.h"

#include <thread>

#include "catch2/catch.hpp"

namespace motcua::base {

TEST_CASE("a thread that works for nobody has patience without end", "[base]") {
  CHECK(Patience::Left() == absl::InfiniteDuration());
  CHECK_FALSE(Patience::CallerHasLeft());
}

TEST_CASE("patience holds for its thread until it goes, the inner one alone", "[base]") {
  bool left = false;
  const Patience outer(absl::Seconds(60), [&left] { return left; });
  CHECK(Patience::Left() <= absl::Seconds(60));
  CHECK(Patience::Left() > absl::Seconds(50));
  {
    const Patience inner(absl::Seconds(-1));
    left = true;
    CHECK(Patience::Left() < absl::ZeroDuration());
    CHECK_FALSE(Patience::CallerHasLeft());
    std::thread([] { CHECK(Patience::Left() == absl::InfiniteDuration()); }).join();
  }
  CHECK(Patience::CallerHasLeft());
  CHECK(Patience::Left() > absl::Seconds(50));
}

TEST_CASE("a limit shortens patience and leaves its caller as it is", "[base]") {
  {
    const Patience alone(Patience::AtMost{absl::Seconds(5)});
    CHECK(Patience::Left() <= absl::Seconds(5));
    CHECK_FALSE(Patience::CallerHasLeft());
  }
  const Patience outer(absl::Seconds(2), [] { return true; });
  const Patience inner(Patience::AtMost{absl::Seconds(60)});
  CHECK(Patience::Left() <= absl::Seconds(2));
  CHECK(Patience::CallerHasLeft());
}

}  // namespace motcua::base
