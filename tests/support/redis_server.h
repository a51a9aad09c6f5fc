#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace motcua::test {

// A redis-server of its own, on a Unix socket in a temporary folder, that keeps nothing on disk.
// Whatever does not work throws std::runtime_error.
class RedisServer {
 public:
  // Runs when it returns.
  RedisServer() { Start(); }

  // At the same socket as before, with no data.
  void Start();
  // Ends it in order.
  void Stop();
  // Ends it at once.
  void Kill();
  // It takes connections and answers nothing until Resume.
  void Pause();
  void Resume();

  // What it says to `command`, by a connection of its own; of an error its text.
  std::string Ask(const std::vector<std::string>& command);
  // The number that its INFO has under `name`.
  long Info(const std::string& name);
  // As redis::ClientOptions wants it.
  std::string node() const { return "unix:" + socket_; }

 private:
  std::string TryAsk(const std::vector<std::string>& command);

  const TempDir dir_;
  const std::string socket_ = dir_ / "redis";
  std::unique_ptr<Process> process_;
};

}  // namespace motcua::test
