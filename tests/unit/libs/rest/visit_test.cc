#include "libs/rest/visit.h"

#include <catch2/catch.hpp>

#include <memory>

#include "tests/unit/libs/rest/fake_exchange.h"

namespace motcua::rest {
namespace {

// A visit on its own.
struct On {
  explicit On(const std::string& verb) {
    desk->clock = &clock;
    desk->meter = &meter;
    test::FakeRequest request;
    request.verb = verb;
    exchange = std::make_shared<test::FakeExchange>(request);
    rpc::Call call;
    call.trace = obs::Trace::Begin();
    visit = std::make_unique<Visit>(desk, exchange, call, Visit::Place{});
  }

  const base::SystemClock clock;
  Meter meter{nullptr, {}};
  const std::shared_ptr<Desk> desk = std::make_shared<Desk>();
  std::shared_ptr<test::FakeExchange> exchange;
  std::unique_ptr<Visit> visit;
};

TEST_CASE("a visit that nobody answers is answered with 500", "[rest][visit]") {
  On on("GET");
  CHECK(on.desk->visits == 1);
  on.visit.reset();
  CHECK(on.exchange->Wait().status == 500);
  CHECK(on.exchange->answers() == 1);
  CHECK(on.desk->visits == 0);
}

TEST_CASE("who leaves is told of when nobody misses the answer", "[rest][visit]") {
  int left = 0;
  SECTION("a read") {
    On on(GENERATE("GET", "HEAD"));
    on.visit->OnLeft([&] { ++left; });
    on.exchange->Leave();
    CHECK(left == 1);
  }
  SECTION("not of a write") {
    On on(GENERATE("POST", "PUT", "PATCH", "DELETE"));
    on.visit->OnLeft([&] { ++left; });
    on.exchange->Leave();
    CHECK(left == 0);
  }
  SECTION("not of a read that others wait for") {
    On on("GET");
    on.visit->set_awaited();
    on.visit->OnLeft([&] { ++left; });
    on.exchange->Leave();
    CHECK(left == 0);
  }
}

}  // namespace
}  // namespace motcua::rest
