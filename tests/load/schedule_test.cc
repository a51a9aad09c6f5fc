#include "tests/load/schedule.h"

#include <cmath>
#include <vector>

#include "catch2/catch.hpp"

namespace motcua::load {
namespace {

constexpr int64_t kSecond = 1'000'000'000;

std::vector<Schedule::Arrival> Until(Schedule& schedule, int64_t end) {
  std::vector<Schedule::Arrival> arrivals;
  for (; schedule.next().due < end; schedule.Advance()) arrivals.push_back(schedule.next());
  return arrivals;
}

// Whether a count is what chance makes of `mean`; one in some millions is not.
bool IsLikely(size_t count, double mean, double variance) {
  return std::abs(static_cast<double>(count) - mean) < 5 * std::sqrt(variance);
}

}  // namespace

TEST_CASE("Poisson arrivals have their rate, their gaps and all connections", "[load]") {
  const auto schedule = Schedule::Poisson(1000, 20, 7);
  const auto arrivals = Until(*schedule, 100 * kSecond);
  CHECK(IsLikely(arrivals.size(), 100'000, 100'000));
  std::vector<size_t> by_connection(20);
  size_t short_gaps = 0;
  int64_t last = 0;
  for (const auto& [due, connection] : arrivals) {
    REQUIRE(due >= last);
    short_gaps += due - last < kSecond / 1000 ? 1 : 0;
    last = due;
    ++by_connection.at(static_cast<size_t>(connection));
  }
  const double share = 1 - std::exp(-1);  // Of the gaps that are below their mean.
  CHECK(IsLikely(short_gaps, share * 100'000, share * 100'000));
  for (const size_t count : by_connection) CHECK(IsLikely(count, 5000, 5000));
}

TEST_CASE("users ask every so many seconds, at a steady rate from the start", "[load]") {
  const auto schedule = Schedule::Users(3500, 10, 60, 7);
  const auto arrivals = Until(*schedule, 300 * kSecond);
  std::vector<size_t> by_second(300);
  std::vector<int64_t> last(3500, -1);
  for (const auto& [due, connection] : arrivals) {
    ++by_second[static_cast<size_t>(due / kSecond)];
    int64_t& before = last.at(static_cast<size_t>(connection));
    if (before >= 0) {
      REQUIRE(due - before >= 10 * kSecond);
      REQUIRE(due - before <= 60 * kSecond);
    } else {
      REQUIRE(due <= 60 * kSecond);
    }
    before = due;
  }
  CHECK(IsLikely(arrivals.size(), 30'000, 30'000));
  for (size_t from = 0; from < 300; from += 10) {
    size_t count = 0;
    for (size_t second = from; second < from + 10; ++second) count += by_second[second];
    CAPTURE(from);
    CHECK(IsLikely(count, 1000, 1000));
  }
}

TEST_CASE("the same seed gives the same times, another one others", "[load]") {
  const auto make = GENERATE(
      +[](uint64_t seed) { return Schedule::Poisson(100, 5, seed); },
      +[](uint64_t seed) { return Schedule::Users(5, 0.01, 0.1, seed); });
  const auto first = make(1);
  const auto same = make(1);
  const auto other = make(2);
  int differing = 0;
  for (int i = 0; i < 100; ++i) {
    CHECK(first->next().due == same->next().due);
    CHECK(first->next().connection == same->next().connection);
    differing += first->next().due != other->next().due ? 1 : 0;
    first->Advance();
    same->Advance();
    other->Advance();
  }
  CHECK(differing > 90);
}

TEST_CASE("the processes share the rate as they share the connections", "[load]") {
  Plan plan;
  plan.mode = Mode::kOpen;
  plan.connections = 7;
  plan.processes = 3;
  plan.rate = 700;
  size_t all = 0;
  for (int process = 0; process < 3; ++process) {
    const auto schedule = MakeSchedule(plan, process);
    const auto arrivals = Until(*schedule, 100 * kSecond);
    const double mean = 10'000.0 * ConnectionsOf(plan, process);
    CHECK(IsLikely(arrivals.size(), mean, mean));
    all += arrivals.size();
  }
  CHECK(IsLikely(all, 70'000, 70'000));
}

}  // namespace motcua::load
