#pragma once

#include <functional>

#include "absl/time/time.h"

namespace motcua::base {

// For whom the current thread works, and for how long that makes sense. The funnel of calls says so
// once; whatever blocks below (a query, a wait for a connection) asks here when to give up.
class Patience {
 public:
  // Until this goes, the thread works for a caller that waits for `left` more and has left once
  // `has_left` says so, which is quick and outlives this. An inner one holds alone.
  explicit Patience(absl::Duration left, std::function<bool()> has_left = nullptr);
  // As the outer one, but for `limit` at most.
  struct AtMost {
    absl::Duration limit;
  };
  explicit Patience(AtMost at_most);
  ~Patience();
  Patience(const Patience&) = delete;
  Patience& operator=(const Patience&) = delete;

  // Of the current thread. Without end when nobody said so; negative after the deadline.
  static absl::Duration Left();
  static bool CallerHasLeft();
  // Nobody waits any more for what the current thread does.
  static bool IsInVain() { return Left() <= absl::ZeroDuration() || CallerHasLeft(); }

 private:
  const absl::Time deadline_;
  const std::function<bool()> has_left_;
  const Patience* const outer_;
};

}  // namespace motcua::base
