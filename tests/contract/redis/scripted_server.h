#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <thread>

namespace motcua::test {

// Listens on a port of 127.0.0.1 and says what a test wants said, to one client at a time.
class ScriptedServer {
 public:
  // Gives what is said to bytes that were received; "close" ends the connection.
  using Script = std::function<std::string(std::string_view received)>;

  explicit ScriptedServer(Script script);
  ~ScriptedServer();
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  int port() const { return port_; }

 private:
  void Run();
  void Serve(int client);

  const Script script_;
  int listener_ = -1;
  int stop_ = -1;  // Readable when it is time to stop.
  int port_ = 0;
  std::jthread thread_;
};

}  // namespace motcua::test
