#pragma once

#include <sys/socket.h>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "libs/redis/address.h"

namespace motcua::redis {

struct Endpoint {
  sockaddr_storage address;
  socklen_t size;
};

// Finds the endpoints of an address without keeping anybody waiting: the system's resolver blocks,
// for many seconds when its server is away, and cannot be called off.
class Lookup {
 public:
  // A Unix socket or a number is known at once. For a name a thread asks; it calls `ready` when the
  // result is there, which may be long after the last one who wanted to know is gone.
  static std::shared_ptr<Lookup> Begin(const Address& address, std::function<void()> ready);

  // Nothing while it lasts; empty when there are none.
  std::optional<std::vector<Endpoint>> Result();

 private:
  void Tell(std::vector<Endpoint> found);

  std::mutex mutex_;
  std::optional<std::vector<Endpoint>> found_;
};

}  // namespace motcua::redis
