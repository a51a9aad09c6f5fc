#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace motcua::e2e {

// The system as it runs somewhere: real programs, real ports, a data folder that outlives them.
class Deployment {
 public:
  virtual ~Deployment() = default;
  // Starts every program and waits until each says that it is ready. Ports are new each time.
  virtual void Start() = 0;

  // `host:port` of the REST door, of the sync door, and of every program's admin port by its name.
  const std::string& http() const { return http_; }
  const std::string& sync() const { return sync_; }
  const std::map<std::string, std::string>& admin() const { return admin_; }

  // Ends every program at once, without a word.
  void KillAll();
  // Asks every program to stop, the door first; their exit codes by name.
  std::map<std::string, int> StopAll();
  // What all programs have logged.
  std::string Logs() const;
  std::string operator/(const std::string& name) const { return folder_ / name; }
  test::Process& program(const std::string& name) { return *programs_.at(name); }

 protected:
  // Writes `config` and starts the program on it; what it said when it was ready.
  nlohmann::json Run(const std::string& name, const std::string& config);

  std::string http_;
  std::string sync_;
  std::map<std::string, std::string> admin_;

 private:
  test::TempDir folder_;
  std::map<std::string, std::unique_ptr<test::Process>> programs_;
  std::vector<std::string> order_;
  std::vector<std::string> logs_;
};

// `motcua`, all in one process.
class OneProcess final : public Deployment {
 public:
  void Start() override;
};

// Five programs that call one another over TCP.
class FiveProcesses final : public Deployment {
 public:
  void Start() override;
};

// Where the programs are, and the reference data.
std::string Program(const std::string& name);
std::string ReferenceFolder();

}  // namespace motcua::e2e
