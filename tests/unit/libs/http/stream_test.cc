#include <atomic>
#include <thread>

#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "tests/unit/libs/http/door.h"

namespace motcua::http {
namespace {

using test::Eventually;
using test::RawClient;
using test::SseStream;

constexpr size_t kPieces = 2000;

Response EventStream() {
  return {.headers = {{"Content-Type", "text/event-stream"}}};
}

}  // namespace

TEST_CASE("a stream is sent piece by piece and the connection goes on", "[http][stream]") {
  Held held;
  Door door(held.handler());
  RawClient client(door.address());
  client.Send(Get("/1"));
  const ExchangePtr exchange = held.Wait(0);
  exchange->Start({.headers = {{"X-A", "b"}}});
  const std::string head = client.ReadUntil("\r\n\r\n");
  CHECK(head.find("Transfer-Encoding: chunked\r\n") != std::string::npos);
  CHECK(head.find("X-A: b\r\n") != std::string::npos);
  CHECK(exchange->Write("hello"));
  CHECK(client.ReadUntil("hello\r\n") == "5\r\nhello\r\n");
  CHECK(exchange->Write(""));
  CHECK(exchange->Write("!"));
  exchange->Finish();
  CHECK(client.ReadUntil("0\r\n\r\n") == "1\r\n!\r\n0\r\n\r\n");
  client.Send(Get("/2"));
  held.Wait(1)->Respond({.body = "next"});
  CHECK(client.ReadResponse().body == "next");
}

TEST_CASE("a stream to HTTP/1.0 ends with the connection", "[http][stream]") {
  Held held;
  Door door(held.handler());
  RawClient client(door.address());
  client.Send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  const ExchangePtr exchange = held.Wait();
  exchange->Start({});
  exchange->Write("hello, ");
  exchange->Write("world");
  exchange->Finish();
  const std::string answer = client.ReadAll();
  CHECK(answer.find("Connection: close\r\n") != std::string::npos);
  CHECK(answer.find("Transfer-Encoding") == std::string::npos);
  CHECK(answer.ends_with("\r\n\r\nhello, world"));
}

TEST_CASE("a stream in answer to HEAD is its head alone", "[http][stream]") {
  Held held;
  Door door(held.handler());
  RawClient client(door.address());
  client.Send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
  const ExchangePtr exchange = held.Wait();
  exchange->Start(EventStream());
  std::atomic<bool> gone = false;
  exchange->OnGone([&] { gone = true; });
  CHECK(client.ReadResponse(true).status == 200);
  CHECK(Eventually([&] { return gone.load(); }));
  CHECK_FALSE(exchange->Write("nobody reads this"));
  client.Send(Get("/2"));
  held.Wait(1)->Respond({.body = "next"});
  CHECK(client.ReadResponse().body == "next");
}

TEST_CASE("whoever asked before the answer to HEAD began is told, too", "[http][stream]") {
  Held held;
  Door door(held.handler());
  RawClient client(door.address());
  client.Send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
  const ExchangePtr exchange = held.Wait();
  std::atomic<bool> gone = false;
  exchange->OnGone([&] { gone = true; });
  exchange->Start(EventStream());
  CHECK(client.ReadResponse(true).status == 200);
  CHECK(Eventually([&] { return gone.load(); }));
}

TEST_CASE("events arrive as they are written", "[http][stream]") {
  Held held;
  Door door(held.handler());
  ExchangePtr exchange;
  std::thread writer([&] {
    exchange = held.Wait();
    exchange->Start(EventStream());
    exchange->Write(": hello\n\nid: 1\nevent: status\ndata: {\"a\":\ndata: 1}\n\n");
  });
  SseStream stream(door.address(), "/events", {{"Last-Event-ID", "0"}});
  writer.join();
  CHECK(exchange->request().header("Last-Event-ID") == "0");
  const auto first = stream.Next();
  REQUIRE(first);
  CHECK(first->id == "1");
  CHECK(first->event == "status");
  CHECK(first->data == "{\"a\":\n1}");
  CHECK_FALSE(stream.Next(test::Timeout(20)));
  CHECK_FALSE(stream.ended());
  exchange->Write("data: two\n\n");
  exchange->Finish();
  const auto second = stream.Next();
  REQUIRE(second);
  CHECK(second->event == "message");
  CHECK_FALSE(stream.Next());
  CHECK(stream.ended());
  CHECK_FALSE(stream.cut());
}

TEST_CASE("the writer of a stream is told that its client has left", "[http][stream]") {
  Held held;
  Door door(held.handler());
  auto client = std::make_unique<RawClient>(door.address());
  client->Send(Get("/"));
  const ExchangePtr exchange = held.Wait();
  std::atomic<int> gone = 0;
  SECTION("while nothing is written") {
    exchange->Start(EventStream());
    exchange->OnGone([&] { ++gone; });
    exchange->Write("data: 1\n\n");
    client->ReadUntil("data: 1");
    client.reset();
  }
  SECTION("when it closes its sending side") {
    exchange->Start(EventStream());
    exchange->OnGone([&] { ++gone; });
    client->EndSending();
  }
  SECTION("before the stream begins") {
    exchange->OnGone([&] { ++gone; });
    client.reset();
  }
  SECTION("though it left before the question") {
    exchange->Start(EventStream());
    client.reset();
    REQUIRE(Eventually([&] { return !exchange->Write("data: 1\n\n"); }));
    exchange->OnGone([&] { ++gone; });
  }
  REQUIRE(Eventually([&] { return gone == 1; }));
  CHECK_FALSE(exchange->Write("data: 2\n\n"));
  exchange->Finish();
}

TEST_CASE("what `gone` holds is let go when the answer is complete", "[http][stream]") {
  Held held;
  Door door(held.handler());
  RawClient client(door.address());
  client.Send(Get("/"));
  std::weak_ptr<Exchange> watched;
  {
    ExchangePtr exchange = held.Wait();
    watched = exchange;
    exchange->OnGone([exchange] {});
    exchange->Respond({});
  }
  held.Drop();
  CHECK(client.ReadResponse().status == 200);
  CHECK(Eventually([&] { return watched.expired(); }));
}

TEST_CASE("a client that leaves too much unread is cut off", "[http][stream]") {
  ServerOptions options;
  options.limits.max_unread_stream_bytes = 32 * 1024;
  Held held;
  Door door(held.handler(), options);
  RawClient client(door.address());
  client.Send(Get("/"));
  const ExchangePtr exchange = held.Wait();
  exchange->Start(EventStream());
  std::atomic<bool> gone = false;
  exchange->OnGone([&] { gone = true; });
  const std::string piece(1024, 'x');
  size_t written = 0;
  // The kernel takes some megabytes; a pause between the pieces lets it.
  while (written < 100'000'000 && exchange->Write(piece)) {
    written += piece.size();
    if (written % (16 * 1024) == 0) std::this_thread::yield();
  }
  CHECK(written < 100'000'000);
  CHECK(Eventually([&] { return gone.load(); }));
  CHECK_FALSE(client.ReadAll().ends_with("0\r\n\r\n"));
}

TEST_CASE("a writer that waits for room sends any amount", "[http][stream]") {
  ServerOptions options;
  options.limits.max_unread_stream_bytes = 32 * 1024;
  Door door(
      [](const ExchangePtr& exchange) {
        exchange->Start({});
        auto left = std::make_shared<size_t>(kPieces);
        auto next = std::make_shared<std::function<void()>>();
        *next = [exchange, left, weak = std::weak_ptr(next)] {
          if (*left == 0) return exchange->Finish();
          --*left;
          if (exchange->Write(std::string(10'000, 'x')))
            exchange->OnRoom([me = weak.lock()] { (*me)(); });
        };
        (*next)();
      },
      options);
  RawClient client(door.address());
  client.Send(Get("/"));
  CHECK(client.ReadResponse().body.size() == kPieces * 10'000);
}

TEST_CASE("a stream that is dropped before its end is cut off", "[http][stream]") {
  Held held;
  Door door(held.handler());
  const std::string version = GENERATE("1.0", "1.1");
  RawClient client(door.address());
  client.Send(base::Cat("GET / HTTP/", version, "\r\nHost: a\r\n\r\n"));
  held.Wait()->Start({});
  held.Wait()->Write("some");
  client.ReadUntil("some");
  held.Drop();
  CHECK_FALSE(client.ReadAll().ends_with("0\r\n\r\n"));
}

}  // namespace motcua::http
