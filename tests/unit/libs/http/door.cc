#include "tests/unit/libs/http/door.h"

#include <stdexcept>
#include <utility>

#include "catch2/catch.hpp"
#include "libs/base/text.h"

namespace motcua::http {

Door::Door(Handler handler, ServerOptions options) {
  if (options.threads == 0) options.threads = 1;
  auto server = Server::Start(std::move(options), std::move(handler));
  if (!server.ok()) throw std::runtime_error(std::string(server.status().message()));
  server_ = *std::move(server);
}

std::string Door::address() const {
  return base::Cat("127.0.0.1:", server_->port());
}

void Echo(const ExchangePtr& exchange) {
  const Request& request = exchange->request();
  exchange->Respond({.body = base::Cat(request.method(), " ", request.path(), "?", request.query(),
                                       " ", request.body())});
}

Handler Held::handler() {
  return [this](ExchangePtr exchange) {
    const std::lock_guard lock(mutex_);
    exchanges_.push_back(std::move(exchange));
  };
}

ExchangePtr Held::Wait(size_t index) {
  REQUIRE(test::Eventually([&] { return count() > index; }));
  const std::lock_guard lock(mutex_);
  return exchanges_[index];
}

void Held::Drop(size_t index) {
  Wait(index);
  const std::lock_guard lock(mutex_);
  exchanges_[index].reset();
}

size_t Held::count() const {
  const std::lock_guard lock(mutex_);
  return exchanges_.size();
}

std::string Get(const std::string& path, const std::string& lines) {
  return base::Cat("GET ", path, " HTTP/1.1\r\nHost: a\r\n", lines, "\r\n");
}

}  // namespace motcua::http
