#pragma once

#include <sys/types.h>

#include <cstdint>

#include "absl/status/statusor.h"

namespace motcua::load {

// What the kernel says of a process with all its threads, or of several together.
struct Reading {
  int64_t cpu_micros = 0;  // In steps of 10 ms.
  int64_t rss_bytes = 0;
  int64_t peak_rss_bytes = 0;  // Since the process began.
  int64_t anon_bytes = 0;      // Its own memory, without files and what it shares.

  Reading& operator+=(const Reading& other);
};

// NotFound when there is no such process (any more).
absl::StatusOr<Reading> ReadProcess(pid_t pid);

}  // namespace motcua::load
