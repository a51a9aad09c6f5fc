#pragma once

#include <chrono>
#include <thread>

namespace motcua::test {

// Asks `predicate` until it holds; false when it does not within `limit`.
template <typename Predicate>
bool Eventually(Predicate predicate,
                std::chrono::milliseconds limit = std::chrono::milliseconds(5000)) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (!predicate()) {
    if (std::chrono::steady_clock::now() >= end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

}  // namespace motcua::test
