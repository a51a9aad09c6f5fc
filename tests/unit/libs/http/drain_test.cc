#include <atomic>
#include <thread>

#include "catch2/catch.hpp"
#include "tests/unit/libs/http/door.h"

namespace motcua::http {
namespace {

using test::Eventually;
using test::RawClient;
using test::SseStream;

// A drain under way in a thread of its own.
class Draining {
 public:
  Draining(Door& door, absl::Duration patience)
      : thread_([&door, patience, this] {
          door.server().Drain(patience);
          done_ = true;
        }) {}
  ~Draining() { thread_.join(); }
  bool done() const { return done_; }

 private:
  std::atomic<bool> done_ = false;
  std::thread thread_;
};

bool Refused(const std::string& address) {
  try {
    const RawClient client(address);
    return false;
  } catch (const std::exception&) {
    return true;
  }
}

}  // namespace

TEST_CASE("a drain lets requests in progress finish and takes no more", "[http][drain]") {
  Held held;
  Door door(held.handler());
  RawClient idle(door.address());
  RawClient busy(door.address());
  busy.Send(Get("/1"));
  held.Wait(0);
  RawClient half(door.address());
  half.Send("POST /2 HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  half.ReadUntil("\r\n\r\n");
  const Draining draining(door, absl::Seconds(10));
  CHECK(idle.Closed(test::kHttpTimeout));
  CHECK(Eventually([&] { return Refused(door.address()); }));
  half.Send("hi");
  held.Wait(1)->Respond({.body = "two"});
  const test::Response second = half.ReadResponse();
  CHECK(second.body == "two");
  CHECK(second.header("Connection") == "close");
  CHECK_FALSE(draining.done());
  held.Wait(0)->Respond({.body = "one"});
  const test::Response first = busy.ReadResponse();
  CHECK(first.body == "one");
  CHECK(first.header("Connection") == "close");
  CHECK(Eventually([&] { return draining.done(); }));
}

TEST_CASE("a drain ends event streams whole and lets other streams finish", "[http][drain]") {
  Held held;
  Door door(held.handler());
  std::atomic<bool> gone = false;
  std::thread writer([&] {
    const ExchangePtr events = held.Wait(0);
    events->Start({.headers = {{"Content-Type", "text/event-stream; charset=utf-8"}}});
    events->OnGone([&] { gone = true; });
    events->Write("data: last\n\n");
  });
  SseStream stream(door.address(), "/events");
  writer.join();
  RawClient paper(door.address());
  paper.Send(Get("/paper"));
  held.Wait(1)->Start({});
  held.Wait(1)->Write("half");
  paper.ReadUntil("half\r\n");
  const Draining draining(door, absl::Seconds(10));
  CHECK(stream.Next()->data == "last");
  CHECK_FALSE(stream.Next());
  CHECK(stream.ended());
  CHECK_FALSE(stream.cut());
  CHECK(Eventually([&] { return gone.load(); }));
  CHECK_FALSE(held.Wait(0)->Write("data: more\n\n"));
  CHECK(held.Wait(1)->Write("rest"));
  held.Wait(1)->Finish();
  CHECK(paper.ReadAll() == "4\r\nrest\r\n0\r\n\r\n");
}

TEST_CASE("a drain closes what is not done when its patience ends", "[http][drain]") {
  Held held;
  Door door(held.handler());
  RawClient client(door.address());
  client.Send(Get("/"));
  std::atomic<bool> gone = false;
  held.Wait()->OnGone([&] { gone = true; });
  door.server().Drain(absl::Milliseconds(50));
  CHECK(gone);
  CHECK(client.Closed(test::kHttpTimeout));
  door.server().Drain(absl::InfiniteDuration());
}

TEST_CASE("a drain answers whoever had sent a request before it", "[http][drain]") {
  for (int i = 0; i < 20; ++i) {
    Door door(Echo);
    RawClient client(door.address());
    client.Send(Get("/"));
    door.server().Drain(absl::Seconds(10));
    REQUIRE(client.ReadResponse().status == 200);
  }
}

TEST_CASE("an empty server drains at once", "[http][drain]") {
  Door door(Echo);
  door.server().Drain(absl::InfiniteDuration());
  CHECK(Refused(door.address()));
}

}  // namespace motcua::http
