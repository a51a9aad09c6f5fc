#include "libs/obs/process.h"

#include <dirent.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <cstdint>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

namespace motcua::obs {
namespace {

double ResidentBytes() {
  std::ifstream file("/proc/self/statm");
  int64_t size = 0;
  int64_t resident = 0;
  file >> size >> resident;
  return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE));
}

double OpenFiles() {
  const auto close = [](DIR* folder) { closedir(folder); };
  const std::unique_ptr<DIR, decltype(close)> folder(opendir("/proc/self/fd"), close);
  if (folder == nullptr) return 0;
  // Beside the files: ".", "..", and the one that reads the folder.
  int count = -3;
  while (readdir(folder.get()) != nullptr) ++count;  // NOLINT(concurrency-mt-unsafe)
  return count;
}

double MaxFiles() {
  rlimit limit{};
  return getrlimit(RLIMIT_NOFILE, &limit) == 0 ? static_cast<double>(limit.rlim_cur) : 0;
}

double CpuSeconds() {
  timespec used{};
  if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) != 0) return 0;
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

// Clock ticks between the machine's start and this process's: field 22 of proc(5)'s stat. The
// second field, the program's name, is in parentheses and may itself hold any of them.
double StartTicks() {
  std::ifstream file("/proc/self/stat");
  std::string line;
  std::getline(file, line);
  const size_t name_end = line.rfind(')');
  if (name_end == std::string::npos) return 0;
  std::istringstream fields(line.substr(name_end + 1));
  std::string skipped;
  for (int field = 3; field < 22; ++field) fields >> skipped;
  double ticks = 0;
  fields >> ticks;
  return ticks;
}

double BootSeconds() {
  std::ifstream file("/proc/stat");
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("btime ")) continue;
    std::istringstream rest(line.substr(6));
    double seconds = 0;
    rest >> seconds;
    return seconds;
  }
  return 0;
}

}  // namespace

ProcessUse ReadProcessUse() {
  return {ResidentBytes(), OpenFiles(), MaxFiles(), CpuSeconds()};
}

double ProcessStart() {
  const double ticks = StartTicks();
  const double boot = BootSeconds();
  if (ticks == 0 || boot == 0) return 0;
  return boot + ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
}

}  // namespace motcua::obs
