#pragma once

#include <cstdlib>
#include <iostream>

#include "absl/status/status.h"
#include "libs/base/signals.h"
#include "libs/config/load.h"
#include "libs/obs/log.h"

namespace motcua::host {

// What every main does: block the stop signals, read the command line and the configuration, check
// it, and run until told to stop. `check` says what is wrong with a configuration; `run` returns
// after the drain. Returns the exit code: 0 done, 1 failed, 2 wrong command line or configuration.
template <typename Config, typename Check, typename Run>
int RunProgram(int argc, char** argv, const char* name, Check check, Run run) {
  base::BlockStopSignals();
  obs::SetService(name);
  config::CommandLine line;
  if (const absl::Status status = config::ParseCommandLine(argc, argv, &line); !status.ok()) {
    std::cerr << name << ": " << status.message() << '\n';
    return 2;
  }
  if (line.help || line.config_path.empty()) {
    std::cerr << "usage: " << name << " --config=FILE [--check_config]\n";
    return line.help ? EXIT_SUCCESS : 2;
  }
  Config config;
  absl::Status status = config::Load(line.config_path, &config);  // Names the file itself.
  if (!status.ok()) {
    std::cerr << name << ": " << status.message() << '\n';
    return 2;
  }
  status = check(config);
  if (!status.ok()) {
    std::cerr << name << ": " << line.config_path << ": " << status.message() << '\n';
    return 2;
  }
  if (line.check_only) return EXIT_SUCCESS;
  status = run(config);
  if (!status.ok()) {
    obs::Log(obs::Level::kError, "stopped").Str("cause", std::string(status.message()));
    return EXIT_FAILURE;
  }
  obs::Log(obs::Level::kInfo, "stopped");
  return EXIT_SUCCESS;
}

}  // namespace motcua::host
