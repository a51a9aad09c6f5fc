#include "libs/host/readiness.h"

#include <atomic>
#include <future>

#include "catch2/catch.hpp"

namespace motcua::host {
namespace {

constexpr absl::Duration kSoon = absl::Milliseconds(1);

void WaitUntil(const Readiness& readiness, bool ready) {
  while (readiness.Get().ok() != ready) std::this_thread::yield();
}

}  // namespace

TEST_CASE("a process is ready when it says so, and as long as it does", "[host]") {
  std::atomic<bool> well = true;
  Readiness readiness([&] { return well ? absl::OkStatus() : absl::UnavailableError("no disk"); },
                      kSoon);
  WaitUntil(readiness, true);
  well = false;
  WaitUntil(readiness, false);
  CHECK(readiness.Get().message() == "no disk");
  well = true;
  WaitUntil(readiness, true);
}

TEST_CASE("a process that is told to stop is not ready, and not asked again", "[host]") {
  std::atomic<int> asked = 0;
  Readiness readiness(
      [&] {
        ++asked;
        return absl::OkStatus();
      },
      kSoon);
  WaitUntil(readiness, true);
  readiness.Drain();
  const int then = asked;
  CHECK(readiness.Get().message() == "draining");
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  CHECK(asked == then);
}

TEST_CASE("nobody waits for a process that does not answer", "[host]") {
  std::promise<void> stall;
  Readiness readiness(
      [stalled = stall.get_future().share()] {
        stalled.wait();
        return absl::OkStatus();
      },
      kSoon);
  CHECK(readiness.Get().message() == "starting");
  stall.set_value();
  WaitUntil(readiness, true);
}

}  // namespace motcua::host
