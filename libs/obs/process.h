#pragma once

namespace motcua::obs {

// What this process has taken of the machine.
struct ProcessUse {
  double resident_bytes = 0;
  double open_files = 0;
  double max_files = 0;
  double cpu_seconds = 0;
};

// From /proc and the kernel's accounts. What cannot be read is 0.
ProcessUse ReadProcessUse();

// When this process started, in seconds since 1970. 0 when it cannot be read.
double ProcessStart();

}  // namespace motcua::obs
