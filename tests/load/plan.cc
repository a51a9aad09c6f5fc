#include "tests/load/plan.h"

#include <algorithm>

#include "libs/base/text.h"

namespace motcua::load {
namespace {

// Beside its connections a process has its standard files, epoll, the way to the parent, and while
// it is forked those of its elders.
constexpr uint64_t kOtherFiles = 64;

}  // namespace

std::string_view NameOf(Mode mode) {
  switch (mode) {
    case Mode::kClosed: return "closed";
    case Mode::kOpen: return "open";
    case Mode::kIdle: return "idle";
  }
  return "";
}

int ConnectionsOf(const Plan& plan, int process) {
  return plan.connections / plan.processes + (process < plan.connections % plan.processes ? 1 : 0);
}

absl::Status SettleProcesses(Plan* plan, int cores, uint64_t max_files) {
  const auto room = static_cast<int>(
      std::min<uint64_t>(max_files > kOtherFiles ? max_files - kOtherFiles : 0, 1 << 20));
  if (room == 0) return absl::FailedPreconditionError("the limit of open files leaves none");
  const int least = (plan->connections + room - 1) / room;
  if (plan->processes == 0) plan->processes = std::max(cores, least);
  plan->processes = std::min(plan->processes, plan->connections);
  if (plan->processes >= least) return absl::OkStatus();
  return absl::FailedPreconditionError(
      base::Cat(plan->connections, " connections in ", plan->processes,
                " processes want more open files each than the ", max_files,
                " that are allowed: --processes=", least, " are needed"));
}

}  // namespace motcua::load
