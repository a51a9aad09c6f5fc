#pragma once

#include <atomic>
#include <memory>

#include "libs/obs/fill.h"

namespace motcua::rpc {

// So many at once and no more. Any thread; outlives those who have a place.
class Places {
  struct GiveBack {
    void operator()(Places* places) const { places->Return(); }
  };

 public:
  // Given back when it goes.
  using Place = std::unique_ptr<Places, GiveBack>;

  // Tells `fill` how many are taken.
  Places(int limit, const obs::Fill& fill) : limit_(limit), fill_(fill) {}

  // Null when all are taken.
  Place Take() {
    int taken = taken_;
    do {
      if (taken >= limit_) return nullptr;
    } while (!taken_.compare_exchange_weak(taken, taken + 1));
    fill_.Add(1);
    return Place(this);
  }

 private:
  void Return() {
    --taken_;
    fill_.Add(-1);
  }

  const int limit_;
  const obs::Fill fill_;
  std::atomic<int> taken_ = 0;
};

}  // namespace motcua::rpc
