#include "libs/rpc/workers.h"

#include <atomic>
#include <future>

#include "catch2/catch.hpp"
#include "libs/rpc/notifier.h"
#include "tests/support/sample.h"

namespace motcua::rpc {

TEST_CASE("workers take so much and no more", "[rpc]") {
  std::promise<void> gate;
  const std::shared_future<void> open = gate.get_future().share();
  std::promise<void> begun;
  std::atomic<int> done = 0;
  obs::Metrics metrics;
  const auto told = [&](const char* series) { return test::Sample(metrics.Text(), series); };
  {
    Workers workers({.threads = 1, .max_queued = 2, .name = "test", .metrics = &metrics});
    REQUIRE(workers.TryPost([&] {
      begun.set_value();
      open.wait();
      ++done;
    }));
    begun.get_future().wait();
    CHECK(workers.TryPost([&] { ++done; }));
    CHECK(workers.TryPost([&] { ++done; }));
    CHECK_FALSE(workers.TryPost([&] { ++done; }));
    CHECK(workers.queued() == 2);
    CHECK(told(R"(motcua_workers_busy{pool="test"})") == 1);
    CHECK(told(R"(motcua_workers_queued{pool="test"})") == 2);
    CHECK(told(R"(motcua_workers_queued_limit{pool="test"})") == 2);
    gate.set_value();
  }
  CHECK(told(R"(motcua_workers_busy{pool="test"})") == 0);
  CHECK(done == 3);  // What was queued is finished before the workers go.
}

TEST_CASE("what is bounded elsewhere is not refused, and takes turns with the rest", "[rpc]") {
  std::promise<void> gate;
  std::string order;
  {
    Workers workers({.threads = 1, .max_queued = 2});
    std::promise<void> begun;
    REQUIRE(workers.TryPost([&] {
      begun.set_value();
      gate.get_future().wait();
    }));
    begun.get_future().wait();
    for (int i = 0; i < 4; ++i) CHECK(workers.Post([&] { order += 'u'; }));
    for (int i = 0; i < 2; ++i) CHECK(workers.TryPost([&] { order += 'b'; }));
    CHECK_FALSE(workers.TryPost([] {}));
    CHECK(workers.Post([&] { order += 'u'; }));
    gate.set_value();
  }
  // Whose turn it is first is open.
  CHECK((order == "ububuuu" || order == "bubuuuu"));
}

TEST_CASE("a notifier wakes who waits for the key, until he has left", "[rpc]") {
  Notifier notifier;
  int a = 0;
  int b = 0;
  auto first = notifier.Subscribe("a", [&] { ++a; });
  auto second = notifier.Subscribe("b", [&] { ++b; });
  notifier.Notify("a");
  notifier.Notify("nobody");
  CHECK((a == 1 && b == 0));
  first.reset();
  notifier.Notify("a");
  CHECK(a == 1);
  CHECK_FALSE(notifier.closed());
  notifier.Close();
  CHECK(notifier.closed());
  CHECK((a == 1 && b == 1));
}

}  // namespace motcua::rpc
