#pragma once

#include <chrono>

#include "absl/status/status.h"
#include "libs/base/status_macros.h"

namespace motcua::sql {

// How long the start of a program waits for its database.
class StartWait {
 public:
  // Whether what gave `status` shall be tried again: the database was away or slow, and half a
  // minute has not passed since the beginning. Rests a little then; says so in the log once.
  bool Again(const absl::Status& status);

 private:
  const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  bool said_ = false;
};

// For the start of a program: runs `body`, which gives a Status or StatusOr, until the database
// answers it, or StartWait has ended. It may be run again from its beginning.
template <typename Body>
auto OnceThere(Body body) -> decltype(body()) {
  StartWait wait;
  while (true) {
    auto result = body();
    if (!wait.Again(base::StatusOf(result))) return result;
  }
}

}  // namespace motcua::sql
