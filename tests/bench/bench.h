#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

// What the benchmarks have in common.
namespace motcua::bench {

using SteadyClock = std::chrono::steady_clock;

// A value or the end of the program.
template <typename T>
T Must(absl::StatusOr<T> value) {
  if (!value.ok()) {
    std::fprintf(stderr, "%s\n", value.status().ToString().c_str());
    std::exit(EXIT_FAILURE);
  }
  return *std::move(value);
}

inline void Must(const absl::Status& status) {
  if (!status.ok()) Must<int>(status);
}

// How long each of many operations took, in milliseconds.
class Times {
 public:
  Times(std::vector<double> ms, SteadyClock::duration took)
      : ms_(std::move(ms)), took_s_(std::chrono::duration<double>(took).count()) {
    std::sort(ms_.begin(), ms_.end());
  }

  double a_second() const { return static_cast<double>(ms_.size()) / took_s_; }
  double count() const { return static_cast<double>(ms_.size()); }
  // What so great a share of them took at most.
  double at(double share) const {
    return ms_[static_cast<size_t>(share * static_cast<double>(ms_.size() - 1))];
  }

 private:
  std::vector<double> ms_;
  double took_s_;
};

// So many threads each do `work(thread)` again and again for so many seconds.
template <typename Work>
Times Repeat(int threads, int seconds, Work work) {
  std::vector<std::vector<double>> times(static_cast<size_t>(threads));
  const auto start = SteadyClock::now();
  const auto end = start + std::chrono::seconds(seconds);
  {
    std::vector<std::jthread> running;
    for (int i = 0; i < threads; ++i) {
      running.emplace_back([&work, &own = times[static_cast<size_t>(i)], i, start, end] {
        for (auto begun = start; begun < end;) {
          work(i);
          const auto now = SteadyClock::now();
          own.push_back(std::chrono::duration<double, std::milli>(now - begun).count());
          begun = now;
        }
      });
    }
  }
  const auto took = SteadyClock::now() - start;
  std::vector<double> all;
  for (const std::vector<double>& own : times) all.insert(all.end(), own.begin(), own.end());
  return {std::move(all), took};
}

}  // namespace motcua::bench
