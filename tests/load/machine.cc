#include "tests/load/machine.h"

#include <sys/resource.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <ctime>
#include <fstream>

namespace motcua::load {
namespace {

std::string CpuModel() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    const size_t colon = line.find(": ");
    if (line.starts_with("model name") && colon != std::string::npos) return line.substr(colon + 2);
  }
  return "unknown";
}

}  // namespace

Machine ThisMachine() {
  utsname name = {};
  uname(&name);
  return {static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN)), CpuModel(), name.release,
          sysconf(_SC_PHYS_PAGES) * sysconf(_SC_PAGESIZE)};
}

uint64_t MaxFiles() {
  rlimit limit = {};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_max;
}

std::string GitCommit() {
  FILE* const git = popen("git describe --always --dirty --exclude='*' --abbrev=12 2>&-", "r");
  if (git == nullptr) return {};
  std::array<char, 128> line = {};
  std::string commit = fgets(line.data(), line.size(), git) != nullptr ? line.data() : "";
  if (pclose(git) != 0) return {};
  while (!commit.empty() && commit.back() == '\n') commit.pop_back();
  return commit;
}

std::string TimeOfDay() {
  const std::time_t now = std::time(nullptr);
  std::tm utc = {};
  gmtime_r(&now, &utc);
  std::array<char, 32> text = {};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

}  // namespace motcua::load
