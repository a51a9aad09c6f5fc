#include "tests/load/watch.h"

#include <unistd.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>

#include "libs/base/text.h"

namespace motcua::load {
namespace {

std::string TextOf(pid_t pid, std::string_view name) {
  std::ifstream file(base::Cat("/proc/", pid, "/", name));
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// The number of a line `Name:   123 kB` in bytes; 0 when there is none.
int64_t Kilobytes(const std::string& text, const std::string& name) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(name + ":")) continue;
    int64_t kilobytes = 0;
    std::istringstream(line.substr(name.size() + 1)) >> kilobytes;
    return kilobytes * 1024;
  }
  return 0;
}

// proc(5): utime and stime are the 14th and 15th field of `stat`. The second, the program's name,
// may hold blanks and brackets.
int64_t CpuMicros(const std::string& stat) {
  std::istringstream fields(stat.substr(stat.rfind(')') + 1));
  std::string skipped;
  for (int field = 3; field < 14; ++field) fields >> skipped;
  int64_t user = 0;
  int64_t system = 0;
  fields >> user >> system;
  return (user + system) * (1'000'000 / sysconf(_SC_CLK_TCK));
}

}  // namespace

Reading& Reading::operator+=(const Reading& other) {
  cpu_micros += other.cpu_micros;
  rss_bytes += other.rss_bytes;
  peak_rss_bytes += other.peak_rss_bytes;
  anon_bytes += other.anon_bytes;
  return *this;
}

absl::StatusOr<Reading> ReadProcess(pid_t pid) {
  const std::string stat = TextOf(pid, "stat");
  const std::string status = TextOf(pid, "status");
  // A process that has ended and is not waited for yet has no memory.
  if (stat.find(')') == std::string::npos || Kilobytes(status, "VmRSS") == 0) {
    return absl::NotFoundError(base::Cat("no process ", pid));
  }
  Reading reading;
  reading.cpu_micros = CpuMicros(stat);
  reading.rss_bytes = Kilobytes(status, "VmRSS");
  reading.peak_rss_bytes = Kilobytes(status, "VmHWM");
  const std::string rollup = TextOf(pid, "smaps_rollup");  // Not for everyone to read.
  reading.anon_bytes = Kilobytes(rollup, "Pss_Anon");
  if (reading.anon_bytes == 0) reading.anon_bytes = Kilobytes(status, "RssAnon");
  return reading;
}

}  // namespace motcua::load
