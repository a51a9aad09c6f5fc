#include "tests/load/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace motcua::load {
namespace {

constexpr int kStepBits = 7;

// The eight leading bits of a value are its step; how far they were shifted is its row of steps.
size_t IndexOf(uint64_t value) {
  const int shift = std::max(0, static_cast<int>(std::bit_width(value)) - kStepBits - 1);
  return (static_cast<size_t>(shift) << kStepBits) + (value >> shift);
}

// The middle of what has this index.
int64_t ValueOf(size_t index) {
  constexpr size_t kSteps = size_t{1} << kStepBits;
  if (index < 2 * kSteps) return static_cast<int64_t>(index);
  const size_t shift = index / kSteps - 1;
  const size_t lowest = (index % kSteps + kSteps) << shift;
  return static_cast<int64_t>(lowest + (size_t{1} << shift) / 2);
}

}  // namespace

void Histogram::Add(int64_t nanos) {
  nanos = std::max<int64_t>(nanos, 0);
  ++counts_[IndexOf(static_cast<uint64_t>(std::min(nanos, kMost)))];
  ++count_;
  sum_ += nanos;
  max_ = std::max(max_, nanos);
}

void Histogram::Merge(const Histogram& other) {
  for (size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
  count_ += other.count_;
  sum_ += other.sum_;
  max_ = std::max(max_, other.max_);
}

double Histogram::Mean() const {
  return count_ == 0 ? 0 : static_cast<double>(sum_) / static_cast<double>(count_);
}

int64_t Histogram::At(double share) const {
  if (count_ == 0) return 0;
  const double rank = std::ceil(std::clamp(share, 0.0, 1.0) * static_cast<double>(count_));
  const auto wanted = std::max<uint64_t>(1, static_cast<uint64_t>(rank));
  uint64_t seen = 0;
  for (size_t i = 0; i < counts_.size(); ++i) {
    seen += counts_[i];
    if (seen >= wanted) return std::min(ValueOf(i), max_);
  }
  return max_;
}

}  // namespace motcua::load
