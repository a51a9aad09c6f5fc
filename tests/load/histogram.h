#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace motcua::load {

// How often which time was seen, in nanoseconds. Log-linear: exact below 256, above it 128 steps to
// each power of two, so that a value is told within 0.4 %; from 2^42 (73 minutes) on all are one.
// Plain bytes: it goes through a pipe as it is, and two merge exactly.
class Histogram {
 public:
  // Below zero counts as zero.
  void Add(int64_t nanos);
  void Merge(const Histogram& other);

  uint64_t count() const { return count_; }
  // Exact, unlike the others. 0 when empty.
  int64_t max() const { return max_; }
  double Mean() const;
  // The smallest value that a `share` (0..1) of all do not exceed; 0 when empty.
  int64_t At(double share) const;

 private:
  static constexpr int kTopBits = 42;
  static constexpr int kStepBits = 7;
  static constexpr int64_t kMost = (int64_t{1} << kTopBits) - 1;

  std::array<uint64_t, (kTopBits - kStepBits + 1) << kStepBits> counts_ = {};
  uint64_t count_ = 0;
  int64_t sum_ = 0;
  int64_t max_ = 0;
};

}  // namespace motcua::load
