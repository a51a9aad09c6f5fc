#pragma once

#include <nlohmann/json.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace motcua::test {

// A program that a test runs. Killed when it goes, if it still runs, and when the thread that
// started it ends.
class Process {
 public:
  // Starts `argv`; what it says on stderr goes to the file `log`, on stdout to `log` + ".out".
  Process(const std::vector<std::string>& argv, std::string log);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // The first line of its log with this `event`. Throws std::runtime_error, with the log, when none
  // comes in time or the program ends first.
  nlohmann::json WaitForEvent(const std::string& event,
                              std::chrono::seconds limit = std::chrono::seconds(30));
  void Signal(int signal);
  // Its exit code, or minus the signal that ended it. Throws when it does not end in time.
  int Wait(std::chrono::seconds limit = std::chrono::seconds(30));
  bool Ended();
  std::string Log() const;
  std::string Output() const;
  int pid() const { return pid_; }

 private:
  const std::string log_;
  int pid_ = -1;
  bool ended_ = false;
  int code_ = 0;
};

}  // namespace motcua::test
