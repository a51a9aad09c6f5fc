#pragma once

#include <array>

#include "absl/status/status.h"
#include "libs/obs/metrics.h"
#include "libs/redis/loop.h"

namespace motcua::redis {

enum class Command { kGet, kSet, kDelete, kIncrement, kPublish, kPing };
enum class Result { kOk, kMiss, kTimeout, kRefused, kUnavailable, kError };

// Counts commands; from any thread. Pings are not counted.
class Meter {
 public:
  // Metrics `motcua_redis_commands_total{command,result}` and `motcua_redis_seconds{command}` go to
  // `metrics`, which may be null.
  explicit Meter(obs::Metrics* metrics);

  void Count(Command command, Result result) const;
  // How long a command took from its submission to its answer.
  void Observe(Command command, Clock::duration took) const;

 private:
  static constexpr size_t kCommands = static_cast<size_t>(Command::kPing);
  static constexpr size_t kResults = static_cast<size_t>(Result::kError) + 1;

  std::array<std::array<obs::Counter*, kResults>, kCommands> counts_{};
  std::array<obs::Histogram*, kCommands> seconds_{};
};

}  // namespace motcua::redis
