#pragma once

#include <netinet/in.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace motcua::load {

enum class Mode {
  kClosed,  // Each connection asks again when its answer has come.
  kOpen,    // Requests are due at times of their own, whatever the server does.
  kIdle,    // Connections ask once, stay, and ask once more.
};
std::string_view NameOf(Mode mode);

struct Target {
  std::string host_port;
  sockaddr_in address = {};
};

struct RequestPlan {
  std::string method;
  std::string path;
  double weight = 1;
  bool has_body = false;
};

// A process that is watched; those of one name are added up.
struct Watched {
  std::string name;
  int pid = 0;
};

// What is to be done, as the command line says it.
struct Plan {
  Mode mode = Mode::kClosed;
  std::string name;  // Of the scenario, for the report.
  std::vector<Target> targets;
  std::vector<RequestPlan> requests;
  std::vector<std::string> headers;
  std::string body;  // Template of every POST.
  bool if_none_match = false;
  std::vector<int> expected;  // Status codes.
  std::string must_contain;   // Every body of an expected answer; empty: anything.

  int connections = 64;
  int processes = 0;  // 0: one for each core, more when the open files ask for it.
  int sources = 16;   // Addresses 127.0.1.1, ... to connect from; 0: the system's choice.
  double seconds = 10;
  double warmup_seconds = 1;
  double grace_seconds = 5;  // For the last answers.

  // Open loop: one of the two.
  double rate = 0;        // Requests a second, all connections together, Poisson.
  double every_from = 0;  // Each connection asks at even odds every so many seconds.
  double every_to = 0;
  int max_queue = 1024;          // Requests due at a connection whose answer has not come.
  uint64_t seed = 1;             // Of due times and the mix of requests.
  double connect_rate = 10'000;  // A second, all together; a burst overflows the listen queue.

  std::vector<Watched> watched;
  std::string json_file;
  std::string commit;
  bool allow_errors = false;
};

// InvalidArgument says what is wrong; NotFound what cannot be read.
absl::StatusOr<Plan> ParseArguments(std::span<const char* const> arguments);
std::string_view HelpText();

// The connections of one process.
int ConnectionsOf(const Plan& plan, int process);
// Settles the number of processes by cores and by `max_files`, the open files that one may have;
// FailedPrecondition when they are too few.
absl::Status SettleProcesses(Plan* plan, int cores, uint64_t max_files);

}  // namespace motcua::load
