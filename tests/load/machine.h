#pragma once

#include <cstdint>
#include <string>

namespace motcua::load {

// Where a figure was taken.
struct Machine {
  int cores = 0;
  std::string cpu;
  std::string kernel;
  int64_t memory_bytes = 0;
};
Machine ThisMachine();

// Open files that a process may have; raises the soft limit to the hard one.
uint64_t MaxFiles();

// What git says of the working folder's commit, with `-dirty` where it was changed; empty where
// there is no git or no repository.
std::string GitCommit();

// UTC, RFC 3339.
std::string TimeOfDay();

}  // namespace motcua::load
