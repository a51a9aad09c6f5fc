#include "tests/load/histogram.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "catch2/catch.hpp"

namespace motcua::load {
namespace {

// The oracle: of sorted values, the smallest that a share of all do not exceed.
int64_t Exact(const std::vector<int64_t>& sorted, double share) {
  const double rank = std::ceil(share * static_cast<double>(sorted.size()));
  return sorted[static_cast<size_t>(std::max(1.0, rank)) - 1];
}

std::vector<int64_t> Times(uint64_t seed, size_t count) {
  std::mt19937_64 random(seed);
  std::lognormal_distribution<double> times(13, 2.5);  // Around 0.4 ms, with a long tail.
  std::vector<int64_t> values(count);
  for (int64_t& value : values) value = static_cast<int64_t>(times(random));
  return values;
}

}  // namespace

TEST_CASE("percentiles are within one per cent of the exact ones", "[load]") {
  const uint64_t seed = GENERATE(1, 2, 3);
  std::vector<int64_t> values = Times(seed, 100'000);
  Histogram histogram;
  for (const int64_t value : values) histogram.Add(value);
  std::sort(values.begin(), values.end());
  for (const double share : {0.0, 0.001, 0.1, 0.5, 0.9, 0.99, 0.999, 0.99999, 1.0}) {
    CAPTURE(seed, share);
    const auto exact = static_cast<double>(Exact(values, share));
    CHECK(std::abs(static_cast<double>(histogram.At(share)) - exact) <= 0.01 * exact);
  }
  CHECK(histogram.max() == values.back());
  CHECK(histogram.count() == values.size());
}

TEST_CASE("every time up to an hour is told within half a per cent", "[load]") {
  for (int64_t value = 1; value < 3'600'000'000'000; value += 1 + value / 97) {
    Histogram histogram;
    histogram.Add(value);
    histogram.Add(int64_t{1} << 41);  // So that the longest does not answer for it.
    const auto error = static_cast<double>(std::abs(histogram.At(0.5) - value));
    if (error <= 0.005 * static_cast<double>(value)) continue;
    CAPTURE(value, histogram.At(0.5));
    CHECK(value >= int64_t{1} << 41);
  }
}

TEST_CASE("merged histograms are the histogram of all", "[load]") {
  Histogram all;
  Histogram merged;
  for (const uint64_t seed : {1, 2, 3}) {
    Histogram part;
    for (const int64_t value : Times(seed, 10'000)) {
      all.Add(value);
      part.Add(value);
    }
    merged.Merge(part);
  }
  CHECK(merged.count() == 30'000);
  CHECK(merged.Mean() == all.Mean());
  CHECK(merged.max() == all.max());
  for (int i = 0; i <= 1000; ++i) CHECK(merged.At(i / 1000.0) == all.At(i / 1000.0));
}

TEST_CASE("an empty histogram and odd times are no trouble", "[load]") {
  Histogram histogram;
  CHECK(histogram.At(0.5) == 0);
  CHECK(histogram.Mean() == 0);
  histogram.Add(-5);
  CHECK(histogram.At(1) == 0);
  constexpr int64_t kDay = 86'400'000'000'000;
  histogram.Add(kDay);
  CHECK(histogram.max() == kDay);
  CHECK(histogram.count() == 2);
}

}  // namespace motcua::load
