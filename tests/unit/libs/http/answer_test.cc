#include <stdexcept>
#include <thread>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "tests/unit/libs/http/door.h"

namespace motcua::http {

using test::HttpClient;
using test::RawClient;

TEST_CASE("any thread may answer", "[http]") {
  ServerOptions options;
  options.threads = 2;
  std::mutex mutex;
  std::vector<std::thread> workers;
  Door door(
      [&](ExchangePtr exchange) {
        const std::lock_guard lock(mutex);
        workers.emplace_back([exchange = std::move(exchange)] { Echo(exchange); });
      },
      options);
  std::vector<std::thread> clients;
  clients.reserve(8);
  std::atomic<int> good = 0;
  for (int c = 0; c < 8; ++c) {
    clients.emplace_back([&, c] {
      HttpClient client(door.address());
      for (int i = 0; i < 50; ++i) {
        const std::string body = base::Cat(c, "-", i);
        if (client.Post("/x", body).body == "POST /x? " + body) ++good;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  for (std::thread& worker : workers) worker.join();
  CHECK(good == 400);
}

TEST_CASE("an exchange that is dropped unanswered becomes 500", "[http]") {
  Held held;
  Door door(held.handler());
  RawClient client(door.address());
  client.Send(Get("/1"));
  held.Drop(0);
  const test::Response response = client.ReadResponse();
  CHECK(response.status == 500);
  CHECK(response.header("Connection").empty());
  client.Send(Get("/2"));
  held.Wait(1)->Respond({});
  CHECK(client.ReadResponse().status == 200);
}

TEST_CASE("a handler that throws becomes 500", "[http]") {
  Door door([](const ExchangePtr& exchange) {
    if (exchange->request().path() == "/bad") throw std::runtime_error("bad");
    Echo(exchange);
  });
  HttpClient client(door.address());
  CHECK(client.Get("/bad").status == 500);
  CHECK(client.Get("/good").status == 200);
}

TEST_CASE("a second answer to the same request goes nowhere", "[http]") {
  Held held;
  Door door(held.handler());
  RawClient client(door.address());
  client.Send(Get("/1"));
  const ExchangePtr first = held.Wait(0);
  first->Respond({.body = "first"});
  first->Respond({.body = "second"});
  first->Start({});
  CHECK_FALSE(first->Write("third"));
  first->Finish();
  CHECK(client.ReadResponse().body == "first");
  client.Send(Get("/2"));
  held.Wait(1)->Respond({.body = "next"});
  CHECK(client.ReadResponse().body == "next");
}

TEST_CASE("an answer to a client that has gone reaches nobody else", "[http]") {
  Held held;
  Door door(held.handler());
  std::atomic<bool> gone = false;
  {
    RawClient client(door.address());
    client.Send(Get("/old"));
    held.Wait(0)->OnGone([&] { gone = true; });
  }
  REQUIRE(test::Eventually([&] { return gone.load(); }));
  // The next client is served by the same object.
  RawClient next(door.address());
  next.Send(Get("/new"));
  const ExchangePtr exchange = held.Wait(1);
  held.Wait(0)->Respond({.body = "old"});
  exchange->Respond({.body = "new"});
  CHECK(next.ReadResponse().body == "new");
}

TEST_CASE("an answer after the server has ended goes nowhere", "[http]") {
  Held held;
  auto door = std::make_unique<Door>(held.handler());
  RawClient client(door->address());
  client.Send(Get("/"));
  const ExchangePtr exchange = held.Wait();
  door.reset();
  bool gone = false;
  exchange->OnGone([&] { gone = true; });
  CHECK(gone);
  exchange->Respond({});
  CHECK(client.Closed(test::kHttpTimeout));
}

TEST_CASE("a header that would inject another makes the answer a 500", "[http]") {
  const std::string evil =
      GENERATE(as<std::string>(), "a\r\nSet-Cookie: b=c", "a\nb", "a\rb", std::string("a\0b", 3));
  Door door([&](const ExchangePtr& exchange) {
    Response response{.headers = {{"Location", evil}}, .body = "not sent"};
    if (exchange->request().path() == "/stream") {
      exchange->Start(response);
      exchange->Finish();
    } else {
      exchange->Respond(response);
    }
  });
  RawClient client(door.address());
  const std::string path = GENERATE("/whole", "/stream");
  client.Send(Get(path));
  const std::string answer = client.ReadUntil("\r\n\r\n");
  CHECK(answer.starts_with("HTTP/1.1 500 "));
  CHECK(answer.find("Location") == std::string::npos);
  CHECK(answer.find("Set-Cookie") == std::string::npos);
}

TEST_CASE("a refusal that cannot be written is replaced too", "[http]") {
  ServerOptions options;
  options.refuse = [](int status, std::string_view) {
    return Response{.status = status, .headers = {{"X", "a\nb"}}};
  };
  Door door([](const ExchangePtr&) {}, options);
  HttpClient client(door.address());
  CHECK(client.Get("/").status == 500);
}

TEST_CASE("a large answer reaches a slow reader whole", "[http]") {
  std::string body;
  body.resize(20'000'000, 'x');
  Door door([&](const ExchangePtr& exchange) { exchange->Respond({.body = body}); });
  RawClient client(door.address());
  client.Send(Get("/1") + Get("/2"));
  CHECK(client.ReadUntil("\r\n\r\n").find("Content-Length: 20000000") != std::string::npos);
  CHECK(client.Read(body.size()) == body);
  CHECK(client.ReadResponse().body == body);
}

}  // namespace motcua::http
