#include "libs/base/patience.h"

#include <algorithm>
#include <utility>

#include "absl/time/clock.h"

namespace motcua::base {
namespace {

thread_local const Patience* current = nullptr;

}  // namespace

Patience::Patience(absl::Duration left, std::function<bool()> has_left)
    : deadline_(absl::Now() + left), has_left_(std::move(has_left)), outer_(current) {
  current = this;
}

Patience::Patience(AtMost at_most)
    : Patience(std::min(at_most.limit, Left()), current == nullptr ? nullptr : current->has_left_) {
}

Patience::~Patience() {
  current = outer_;
}

absl::Duration Patience::Left() {
  return current == nullptr ? absl::InfiniteDuration() : current->deadline_ - absl::Now();
}

bool Patience::CallerHasLeft() {
  return current != nullptr && current->has_left_ && current->has_left_();
}

}  // namespace motcua::base
