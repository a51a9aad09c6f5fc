#include "libs/redis/lookup.h"

#include <netdb.h>
#include <sys/un.h>

#include <cstring>
#include <system_error>
#include <thread>
#include <utility>

namespace motcua::redis {
namespace {

Endpoint UnixSocket(const std::string& path) {
  sockaddr_un socket{};
  socket.sun_family = AF_UNIX;
  path.copy(socket.sun_path, sizeof socket.sun_path - 1);
  Endpoint endpoint{.address = {}, .size = sizeof socket};
  std::memcpy(&endpoint.address, &socket, sizeof socket);
  return endpoint;
}

std::vector<Endpoint> Ask(const Address& address, int flags) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = flags | AI_NUMERICSERV;
  addrinfo* list = nullptr;
  if (getaddrinfo(address.host.c_str(), address.port.c_str(), &hints, &list) != 0) return {};
  std::vector<Endpoint> found;
  for (const addrinfo* info = list; info != nullptr; info = info->ai_next) {
    Endpoint& endpoint = found.emplace_back(Endpoint{.address = {}, .size = info->ai_addrlen});
    std::memcpy(&endpoint.address, info->ai_addr, info->ai_addrlen);
  }
  freeaddrinfo(list);
  return found;
}

}  // namespace

std::shared_ptr<Lookup> Lookup::Begin(const Address& address, std::function<void()> ready) {
  auto lookup = std::make_shared<Lookup>();
  std::vector<Endpoint> found;
  if (!address.path.empty()) {
    found.push_back(UnixSocket(address.path));
  } else {
    found = Ask(address, AI_NUMERICHOST);
  }
  if (!found.empty()) {
    lookup->Tell(std::move(found));
    return lookup;
  }
  try {
    std::thread([lookup, address, ready = std::move(ready)] {
      lookup->Tell(Ask(address, 0));
      ready();
    }).detach();
  } catch (const std::system_error&) {
    lookup->Tell({});
  }
  return lookup;
}

void Lookup::Tell(std::vector<Endpoint> found) {
  const std::lock_guard lock(mutex_);
  found_ = std::move(found);
}

std::optional<std::vector<Endpoint>> Lookup::Result() {
  const std::lock_guard lock(mutex_);
  return found_;
}

}  // namespace motcua::redis
