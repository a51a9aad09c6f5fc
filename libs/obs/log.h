#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace motcua::obs {

enum class Level { kInfo, kWarn, kError };

// One line of the log: a JSON object, written to stderr in one write when the value ends. Ids,
// codes and durations only: no names, no bodies, no tokens.
//
//   obs::Log(obs::Level::kInfo, "started").Str("listen", address).Int("port", port);
class Log {
 public:
  // `event` is a constant of the program in snake_case.
  Log(Level level, std::string_view event);
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  Log& Str(std::string_view key, std::string_view value);
  Log& Int(std::string_view key, int64_t value);
  // To three decimals.
  Log& Num(std::string_view key, double value);

 private:
  std::string line_;
};

// Name of this program in every line (`service`). Call once, before threads start.
void SetService(std::string_view name);

// Turns lines of a level below `level` off. Default: kInfo, everything.
void SetLowestLevel(Level level);

}  // namespace motcua::obs
