#include "libs/obs/log.h"

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cmath>

#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/text.h"
#include "libs/obs/json_line.h"

namespace motcua::obs {
namespace {

std::atomic<Level> lowest_level = Level::kInfo;

std::string& Service() {
  static auto* const service = new std::string("motcua");  // Outlives every thread that logs.
  return *service;
}

std::string_view Name(Level level) {
  switch (level) {
    case Level::kInfo: return "info";
    case Level::kWarn: return "warn";
    case Level::kError: break;
  }
  return "error";
}

// One call, unless the kernel takes only a part of the line.
void WriteAll(std::string_view line) {
  while (!line.empty()) {
    const ssize_t written = write(STDERR_FILENO, line.data(), line.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;  // Nowhere left to say it.
    line.remove_prefix(static_cast<size_t>(written));
  }
}

void AppendKey(std::string& line, std::string_view key) {
  line.push_back(',');
  AppendJsonString(line, key);
  line.push_back(':');
}

}  // namespace

void SetService(std::string_view name) {
  Service() = name;
}

void SetLowestLevel(Level level) {
  lowest_level = level;
}

Log::Log(Level level, std::string_view event) {
  if (level < lowest_level) return;
  line_.reserve(256);
  line_ += "{\"time\":\"";
  line_ += absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", base::SystemClock().Now(), absl::UTCTimeZone());
  line_ += "\",\"level\":\"";
  line_ += Name(level);
  line_.push_back('"');
  Str("service", Service());
  Str("event", event);
}

Log::~Log() {
  if (line_.empty()) return;
  line_ += "}\n";
  WriteAll(line_);
}

Log& Log::Str(std::string_view key, std::string_view value) {
  if (line_.empty()) return *this;
  AppendKey(line_, key);
  AppendJsonString(line_, value);
  return *this;
}

Log& Log::Int(std::string_view key, int64_t value) {
  if (line_.empty()) return *this;
  AppendKey(line_, key);
  base::Append(line_, value);
  return *this;
}

Log& Log::Num(std::string_view key, double value) {
  if (line_.empty()) return *this;
  AppendKey(line_, key);
  AppendJsonNumber(line_, std::round(value * 1000) / 1000);
  return *this;
}

}  // namespace motcua::obs
