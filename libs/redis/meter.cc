#include "libs/redis/meter.h"

namespace motcua::redis {
namespace {

constexpr const char* kCommandNames[] = {"get", "set", "delete", "increment", "publish"};
constexpr const char* kResultNames[] = {"ok", "miss", "timeout", "refused", "unavailable", "error"};

}  // namespace

Meter::Meter(obs::Metrics* metrics) {
  if (metrics == nullptr) return;
  for (size_t command = 0; command < kCommands; ++command) {
    const obs::Labels name{{"command", kCommandNames[command]}};
    seconds_[command] = &metrics->AddSeconds(
        "motcua_redis_seconds", "Time from a command's submission to its answer.", name);
    for (size_t result = 0; result < kResults; ++result) {
      obs::Labels labels = name;
      labels["result"] = kResultNames[result];
      counts_[command][result] = &metrics->AddCounter(
          "motcua_redis_commands_total",
          "Commands by what became of them; refused: too many were outstanding.", labels);
    }
  }
}

void Meter::Count(Command command, Result result) const {
  if (command == Command::kPing) return;
  obs::Counter* const count = counts_[static_cast<size_t>(command)][static_cast<size_t>(result)];
  if (count != nullptr) count->Add();
}

void Meter::Observe(Command command, Clock::duration took) const {
  if (command == Command::kPing) return;
  obs::Histogram* const seconds = seconds_[static_cast<size_t>(command)];
  if (seconds != nullptr) seconds->Observe(std::chrono::duration<double>(took).count());
}

}  // namespace motcua::redis
