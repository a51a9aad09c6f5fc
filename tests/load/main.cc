// motcua-load: makes load over HTTP/1.1 and tells what became of it. README.md beside it.
#include <nlohmann/json.hpp>

#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "libs/base/status_macros.h"
#include "tests/load/fleet.h"
#include "tests/load/machine.h"
#include "tests/load/plan.h"
#include "tests/load/report.h"

namespace motcua::load {
namespace {

constexpr int kErrors = 1;
constexpr int kNotRun = 2;

// Whether all went well.
absl::StatusOr<bool> Run(std::span<const char* const> arguments) {
  ASSIGN_OR_RETURN(Plan plan, ParseArguments(arguments));
  RETURN_IF_ERROR(
      SettleProcesses(&plan, static_cast<int>(std::thread::hardware_concurrency()), MaxFiles()));
  if (plan.commit.empty()) plan.commit = GitCommit();
  ASSIGN_OR_RETURN(const Outcome outcome, RunFleet(plan));
  const nlohmann::ordered_json report = JsonReport(plan, outcome);
  std::fputs(TextReport(report).c_str(), stdout);
  if (!plan.json_file.empty() && !(std::ofstream(plan.json_file) << report.dump(2) << '\n')) {
    return absl::NotFoundError("--json: cannot write " + plan.json_file);
  }
  return plan.allow_errors || ErrorsOf(plan, outcome) == 0;
}

int Main(const std::vector<const char*>& arguments) {
  if (arguments.size() == 1 && std::string_view(arguments.front()) == "--help") {
    std::fputs(std::string(HelpText()).c_str(), stdout);
    return 0;
  }
  const absl::StatusOr<bool> well = Run(arguments);
  if (well.ok()) return *well ? 0 : kErrors;
  std::fprintf(stderr, "motcua-load: %s\n", std::string(well.status().message()).c_str());
  return kNotRun;
}

}  // namespace
}  // namespace motcua::load

int main(int argc, char** argv) {
  return motcua::load::Main({argv + 1, argv + argc});
}
