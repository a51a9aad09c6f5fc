#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "libs/http/server.h"
#include "tests/support/eventually.h"
#include "tests/support/http_client.h"

namespace motcua::http {

// A server on a free port, with one thread unless the options say otherwise.
class Door {
 public:
  explicit Door(Handler handler, ServerOptions options = {});

  Server& server() { return *server_; }
  std::string address() const;

 private:
  std::unique_ptr<Server> server_;
};

// Answers 200 with `METHOD path?query body`.
void Echo(const ExchangePtr& exchange);

// Keeps exchanges until the test answers them.
class Held {
 public:
  Handler handler();
  // The exchange that came as number `index`; waits for it.
  ExchangePtr Wait(size_t index = 0);
  // Lets go of what Wait would give.
  void Drop(size_t index = 0);
  size_t count() const;

 private:
  mutable std::mutex mutex_;
  std::vector<ExchangePtr> exchanges_;
};

// A GET of `path` over HTTP/1.1 with more header lines, each ending in CRLF.
std::string Get(const std::string& path, const std::string& lines = "");

}  // namespace motcua::http
