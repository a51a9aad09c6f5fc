#include "libs/rest/stream.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/eventually.h"
#include "tests/support/sample.h"
#include "tests/unit/libs/rest/library.h"

namespace motcua::rest {
namespace {

using test::FakeRequest;
using test::HeaderOf;
using test::House;

FakeRequest Loans(const std::string& code) {
  FakeRequest request;
  request.target = "/v1/books/" + code + "/loans";
  return request;
}

TEST_CASE("a stream is sent as events", "[rest][stream]") {
  House house;
  const auto exchange = house.Enter(Loans("1"));
  const std::string text = exchange->WaitFor("returned");
  const http::Response head = exchange->WaitForHead();
  CHECK(head.status == 200);
  CHECK(HeaderOf(head, "Content-Type") == "text/event-stream");
  CHECK(HeaderOf(head, "Cache-Control") == "no-store");
  CHECK(text.starts_with(
      "retry: 2000\n\n"
      "id: 1\nevent: lent-out\n"
      "data: {\"sequence\":\"1\",\"kind\":\"LENT_OUT\",\"reader\":\"một\\nhai\"}\n\n"
      "id: 2\nevent: returned\n"));
}

TEST_CASE("a stream ends its call when the client leaves", "[rest][stream]") {
  House house;
  const auto exchange = house.Enter(Loans("1"));
  exchange->WaitFor("returned");
  exchange->Leave();
  CHECK(test::Eventually([&] { return house.library().stream_ended.load(); }));
}

TEST_CASE("a client that has left already costs no call for long", "[rest][stream]") {
  House house;
  auto exchange = std::make_shared<test::FakeExchange>(Loans("quiet"));
  exchange->Leave();
  house.Enter(exchange);
  exchange->Wait();
  CHECK(exchange->answers() == 1);
}

TEST_CASE("an error before the first event is a problem document", "[rest][stream]") {
  House house;
  CHECK(house.Ask(Loans("lost")).status == 404);
  FakeRequest request = Loans("1");
  request.target += "?colour=blue";
  CHECK(house.Ask(request).status == 400);
}

TEST_CASE("an error that comes late is told as long as the stream is young", "[rest][stream]") {
  House house([](DoorOptions& options) { options.heartbeat = kBeats * absl::Seconds(1); });
  std::vector<std::shared_ptr<test::FakeExchange>> exchanges;
  // Wherever in the second the beat falls, it falls into the wait of one of them.
  for (int i = 0; i < 5; ++i) {
    exchanges.push_back(house.Enter(Loans("lost-late")));
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
  for (const auto& exchange : exchanges) CHECK(exchange->Wait().status == 404);
}

TEST_CASE("a stream that ends, well or not, ends the answer", "[rest][stream]") {
  House house;
  CHECK(house.Ask(Loans("none")).body == "retry: 2000\n\n");
  const http::Response broken = house.Ask(Loans("broken"));
  CHECK(broken.status == 200);
  CHECK(broken.body.find("lent-out") != std::string::npos);
}

TEST_CASE("a quiet stream begins by itself and shows that it lives", "[rest][stream]") {
  House house([](DoorOptions& options) { options.heartbeat = absl::Milliseconds(60); });
  const auto exchange = house.Enter(Loans("quiet"));
  CHECK(exchange->WaitFor("retry: 2000\n\n:\n\n:\n\n").starts_with("retry"));
}

TEST_CASE("a stream beyond the places is refused until one has ended", "[rest][stream]") {
  House house([](DoorOptions& options) { options.max_streams = 1; });
  const auto told = [&](const char* series) { return test::Sample(house.metrics.Text(), series); };
  const auto first = house.Enter(Loans("1"));
  first->WaitFor("returned");
  CHECK(told("motcua_event_streams") == 1);
  CHECK(told("motcua_event_streams_limit") == 1);
  const http::Response refused = house.Ask(Loans("none"));
  CHECK(refused.status == 503);
  CHECK(HeaderOf(refused, "Retry-After") == "1");
  first->Leave();
  REQUIRE(test::Eventually([&] { return told("motcua_event_streams") == 0; }));
  CHECK(house.Ask(Loans("none")).status == 200);
}

TEST_CASE("a door that closes ends its streams", "[rest][stream]") {
  std::shared_ptr<test::FakeExchange> exchange;
  {
    House house;
    exchange = house.Enter(Loans("1"));
    exchange->WaitFor("returned");
  }
  exchange->Wait();
  CHECK(exchange->answers() == 1);
}

TEST_CASE("the call timeout is not for streams", "[rest][stream]") {
  House house([](DoorOptions& options) {
    options.call_timeout = absl::Milliseconds(20);
    options.heartbeat = absl::Milliseconds(60);
  });
  const auto exchange = house.Enter(Loans("quiet"));
  CHECK(exchange->WaitFor(":\n\n:\n\n").find("retry") == 0);
}

}  // namespace
}  // namespace motcua::rest
