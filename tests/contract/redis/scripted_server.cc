#include "tests/contract/redis/scripted_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <utility>

namespace motcua::test {
namespace {

// Waits until there is something to read; false when it is time to stop.
bool Readable(int fd, int stop) {
  std::array<pollfd, 2> waits{{{fd, POLLIN, 0}, {stop, POLLIN, 0}}};
  while (poll(waits.data(), waits.size(), -1) < 0) {
  }
  return waits[1].revents == 0;
}

}  // namespace

ScriptedServer::ScriptedServer(Script script) : script_(std::move(script)) {
  listener_ = socket(AF_INET, SOCK_STREAM, 0);
  stop_ = eventfd(0, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const place = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener_, place, size) != 0 || listen(listener_, 16) != 0 ||
      getsockname(listener_, place, &size) != 0) {
    throw std::runtime_error("the scripted server cannot listen");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::jthread([this] { Run(); });
}

ScriptedServer::~ScriptedServer() {
  eventfd_write(stop_, 1);
  thread_.join();
  close(stop_);
  close(listener_);
}

void ScriptedServer::Run() {
  while (Readable(listener_, stop_)) {
    const int client = accept(listener_, nullptr, nullptr);
    if (client < 0) continue;
    Serve(client);
    close(client);
  }
}

void ScriptedServer::Serve(int client) {
  std::array<char, 4096> buffer{};
  while (Readable(client, stop_)) {
    const ssize_t size = read(client, buffer.data(), buffer.size());
    if (size <= 0) return;
    const std::string said = script_({buffer.data(), static_cast<size_t>(size)});
    if (said == "close") return;
    if (send(client, said.data(), said.size(), MSG_NOSIGNAL) < 0) return;
  }
}

}  // namespace motcua::test
