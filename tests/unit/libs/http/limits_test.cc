#include <sys/resource.h>

#include <utility>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "tests/support/sample.h"
#include "tests/unit/libs/http/door.h"

namespace motcua::http {
namespace {

using test::Eventually;
using test::HttpClient;
using test::RawClient;

bool Serves(const std::string& address) {
  try {
    return HttpClient(address).Get("/").status == 200;
  } catch (const std::exception&) {
    return false;
  }
}

double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

TEST_CASE("requests beyond the limit in flight get 503 and may come again", "[http][limits]") {
  obs::Metrics metrics;
  ServerOptions options;
  options.metrics = &metrics;
  options.limits.max_in_flight = 2;
  Held held;
  Door door(held.handler(), options);
  RawClient first(door.address());
  RawClient second(door.address());
  RawClient third(door.address());
  first.Send(Get("/1"));
  held.Wait(0);
  second.Send(Get("/2"));
  held.Wait(1);
  third.Send(Get("/3"));
  const test::Response refused = third.ReadResponse();
  CHECK(refused.status == 503);
  CHECK(refused.header("Retry-After") == "1");
  CHECK(refused.header("Connection").empty());
  CHECK(test::Sample(metrics.Text(), R"(motcua_shed_total{why="in_flight"})") == 1);
  held.Wait(0)->Respond({});
  held.Drop(1);
  CHECK(first.ReadResponse().status == 200);
  third.Send(Get("/4"));
  held.Wait(2)->Respond({});
  CHECK(third.ReadResponse().status == 200);
}

TEST_CASE("a stream that has begun is not in flight", "[http][limits]") {
  ServerOptions options;
  options.limits.max_in_flight = 1;
  Held held;
  Door door(held.handler(), options);
  RawClient stream(door.address());
  stream.Send(Get("/stream"));
  held.Wait(0)->Start({});
  stream.ReadUntil("\r\n\r\n");
  RawClient other(door.address());
  other.Send(Get("/"));
  held.Wait(1)->Respond({});
  CHECK(other.ReadResponse().status == 200);
}

TEST_CASE("while clients do not take what they asked for, nobody is given more", "[http][limits]") {
  constexpr char kUnread[] = "motcua_http_unread_bytes";
  obs::Metrics metrics;
  ServerOptions options;
  options.metrics = &metrics;
  options.limits.max_unread_bytes = 1 << 20;
  options.limits.max_unread_stream_bytes = 100'000'000;
  Held held;
  Door door(held.handler(), options);
  RawClient other(door.address());
  {
    RawClient slow(door.address());
    slow.Send(Get("/"));
    const ExchangePtr exchange = held.Wait(0);
    exchange->Start({});
    REQUIRE(exchange->Write(std::string(32 << 20, 'x')));
    CHECK(Eventually(
        [&] { return test::Sample(metrics.Text(), kUnread) > options.limits.max_unread_bytes; }));
    other.Send(Get("/"));
    CHECK(other.ReadResponse().status == 503);
    CHECK(test::Sample(metrics.Text(), R"(motcua_shed_total{why="unread_bytes"})") == 1);
  }
  CHECK(Eventually([&] { return test::Sample(metrics.Text(), kUnread) == 0; }));
  other.Send(Get("/"));
  held.Wait(1)->Respond({});
  CHECK(other.ReadResponse().status == 200);
}

TEST_CASE("large answers to slow clients leave room for small ones", "[http][limits]") {
  obs::Metrics metrics;
  ServerOptions options;
  options.metrics = &metrics;
  options.limits.max_unread_bytes = 64 << 20;
  Held held;
  Door door(held.handler(), options);
  RawClient slow(door.address());
  slow.Send(Get("/"));
  held.Wait(0)->Respond({.body = std::string(30 << 20, 'x')});
  CHECK(Eventually(
      [&] { return test::Sample(metrics.Text(), "motcua_http_unread_bytes") > 16 << 20; }));
  RawClient other(door.address());
  other.Send(Get("/large"));
  held.Wait(1)->Respond({.body = std::string(20 << 20, 'x')});
  const test::Response refused = other.ReadResponse();
  CHECK(refused.status == 503);
  CHECK(refused.header("Retry-After") == "1");
  CHECK(test::Sample(metrics.Text(), R"(motcua_shed_total{why="unread_bytes"})") == 1);
  other.Send(Get("/small"));
  held.Wait(2)->Respond({.body = std::string(60'000, 'x')});
  CHECK(other.ReadResponse().status == 200);
}

TEST_CASE("what is streamed to a slow client counts as unread", "[http][limits]") {
  obs::Metrics metrics;
  ServerOptions options;
  options.metrics = &metrics;
  options.limits.max_unread_stream_bytes = 100'000'000;
  Held held;
  Door door(held.handler(), options);
  const auto unread = [&] { return test::Sample(metrics.Text(), "motcua_http_unread_bytes"); };
  RawClient slow(door.address());
  slow.Send(Get("/"));
  const ExchangePtr exchange = held.Wait();
  exchange->Start({});
  REQUIRE(exchange->Write(std::string(20 << 20, 'x')));
  CHECK(Eventually([&] { return unread() > 10'000'000; }));
  REQUIRE(exchange->Write(std::string(40 << 20, 'x')));
  CHECK(Eventually([&] { return unread() > 50'000'000; }));
}

TEST_CASE("a length that was told and not sent takes no room from others", "[http][limits]") {
  ServerOptions options;
  options.limits.max_body_bytes_in_flight = 1000;
  Held held;
  Door door(held.handler(), options);
  RawClient teller(door.address());
  teller.Send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 900\r\n\r\n");
  CHECK(teller.ReadUntil("\r\n\r\n").find("100 Continue") != std::string::npos);
  RawClient sender(door.address());
  sender.Send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n" + std::string(900, 'x'));
  held.Wait(0)->Respond({});
  CHECK(sender.ReadResponse().status == 200);
}

TEST_CASE("bodies beyond the limit in flight get 503", "[http][limits]") {
  obs::Metrics metrics;
  ServerOptions options;
  options.metrics = &metrics;
  options.limits.max_body_bytes_in_flight = 1000;
  Held held;
  Door door(held.handler(), options);
  HttpClient client(door.address());
  {
    RawClient holder(door.address());
    holder.Send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 600\r\n\r\n" +
                std::string(600, 'x'));
    held.Wait(0);
    CHECK(client.Post("/", std::string(500, 'x')).status == 503);
    RawClient chunks(door.address());
    chunks.Send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1f4\r\n" +
                std::string(500, 'x') + "\r\n0\r\n\r\n");
    CHECK(chunks.ReadResponse().status == 503);
    CHECK(test::Sample(metrics.Text(), R"(motcua_shed_total{why="body_bytes"})") == 2);
    held.Drop(0);
    CHECK(holder.ReadResponse().status == 500);
  }
  RawClient next(door.address());
  next.Send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n" + std::string(900, 'x'));
  held.Wait(1)->Respond({});
  CHECK(next.ReadResponse().status == 200);
}

TEST_CASE("a full server stops listening, without work, until some have closed", "[http][limits]") {
  obs::Metrics metrics;
  ServerOptions options;
  options.metrics = &metrics;
  options.threads = GENERATE(1, 2);
  options.limits.max_connections = 4;
  Door door(Echo, options);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 4; ++i) {
    clients.push_back(std::make_unique<RawClient>(door.address()));
    clients.back()->Send(Get("/"));
    REQUIRE(clients.back()->ReadResponse().status == 200);
  }
  CHECK(Eventually([&] { return !Serves(door.address()); }));
  CHECK(Eventually([&] {
    return test::Sample(metrics.Text(), R"(motcua_shed_total{why="connections"})") >= 1;
  }));
  const double before = CpuSeconds();
  CHECK_FALSE(clients[0]->Closed(test::Timeout(300)));
  CHECK(CpuSeconds() - before < 0.1);
  for (const auto& client : clients) {
    client->Send(Get("/"));
    CHECK(client->ReadResponse().status == 200);
  }
  clients.pop_back();
  CHECK(Eventually([&] { return Serves(door.address()); }));
}

TEST_CASE("who takes too long is told or closed", "[http][limits]") {
  ServerOptions options;
  options.limits.header_timeout = absl::Milliseconds(100);
  options.limits.body_timeout = absl::Milliseconds(100);
  options.limits.idle_timeout = absl::Milliseconds(100);
  Door door(Echo, options);
  RawClient client(door.address());
  SECTION("over the head: 408") {
    client.Send("GET / HTTP/1.1\r\n");
    CHECK(client.ReadResponse().status == 408);
  }
  SECTION("over a head that comes drop by drop: 408") {
    client.Send("GET / HTTP/1.1\r\n");
    while (client.Closed(test::Timeout(5)) || client.received().empty()) {
      if (!client.Send("X: y\r\n")) break;
    }
    CHECK(client.ReadResponse().status == 408);
  }
  SECTION("over the body: 408") {
    client.Send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello");
    CHECK(client.ReadResponse().status == 408);
  }
  SECTION("over the first request: closed") {
    CHECK(client.Closed(test::kHttpTimeout));
  }
  SECTION("over the next request: closed") {
    client.Send(Get("/"));
    CHECK(client.ReadResponse().status == 200);
    CHECK(client.Closed(test::kHttpTimeout));
  }
}

TEST_CASE("a slow handler and a quiet stream have no limit of time", "[http][limits]") {
  ServerOptions options;
  options.limits.header_timeout = absl::Milliseconds(20);
  options.limits.body_timeout = absl::Milliseconds(20);
  options.limits.idle_timeout = absl::Milliseconds(20);
  options.limits.write_timeout = absl::Milliseconds(20);
  Held held;
  Door door(held.handler(), options);
  RawClient client(door.address());
  client.Send(Get("/"));
  const ExchangePtr exchange = held.Wait();
  CHECK_FALSE(client.Closed(test::Timeout(150)));
  exchange->Start({});
  client.ReadUntil("\r\n\r\n");
  CHECK_FALSE(client.Closed(test::Timeout(150)));
  exchange->Write("late");
  exchange->Finish();
  CHECK(client.ReadUntil("0\r\n\r\n") == "4\r\nlate\r\n0\r\n\r\n");
}

TEST_CASE("a client that does not read its answer is closed", "[http][limits]") {
  ServerOptions options;
  options.limits.write_timeout = absl::Milliseconds(100);
  Held held;
  Door door(held.handler(), options);
  RawClient client(door.address());
  client.Send(Get("/"));
  const ExchangePtr exchange = held.Wait();
  std::atomic<bool> gone = false;
  exchange->OnGone([&] { gone = true; });
  std::string body;
  body.resize(50'000'000, 'x');
  exchange->Respond({.body = std::move(body)});
  CHECK(Eventually([&] { return gone.load(); }));
  CHECK(client.ReadAll().size() < 50'000'000);
}

TEST_CASE("connections are counted by what they do", "[http][limits]") {
  obs::Metrics metrics;
  ServerOptions options;
  options.metrics = &metrics;
  Held held;
  auto door = std::make_unique<Door>(held.handler(), options);
  const auto counts = [&] {
    return std::vector<double>{
        test::Sample(metrics.Text(), R"(motcua_connections{state="idle"})"),
        test::Sample(metrics.Text(), R"(motcua_connections{state="active"})"),
        test::Sample(metrics.Text(), R"(motcua_connections{state="stream"})")};
  };
  const auto become = [&](const std::vector<double>& expected) {
    return Eventually([&] { return counts() == expected; });
  };
  RawClient idle(door->address());
  CHECK(become({1, 0, 0}));
  RawClient active(door->address());
  active.Send(Get("/1"));
  held.Wait(0);
  CHECK(become({1, 1, 0}));
  auto stream = std::make_unique<RawClient>(door->address());
  stream->Send(Get("/2"));
  held.Wait(1)->Start({});
  CHECK(become({1, 1, 1}));
  held.Wait(0)->Respond({});
  CHECK(become({2, 0, 1}));
  stream.reset();
  CHECK(become({2, 0, 0}));
  door.reset();
  CHECK(counts() == std::vector<double>{0, 0, 0});
}

}  // namespace motcua::http
