#include "libs/rest/visit.h"

#include <catch2/catch.hpp>

#include <memory>

#include "tests/unit/libs/rest/fake_exchange.h"

namespace motcua::rest {
namespace {

TEST_CASE("a visit that nobody answers is answered with 500", "[rest][visit]") {
  const base::SystemClock clock;
  Meter meter(nullptr, {});
  const auto desk = std::make_shared<Desk>();
  desk->clock = &clock;
  desk->meter = &meter;
  const auto exchange = std::make_shared<test::FakeExchange>(test::FakeRequest());
  {
    rpc::Call call;
    call.trace = obs::Trace::Begin();
    const Visit visit(desk, exchange, call, {});
    CHECK(desk->visits == 1);
  }
  CHECK(exchange->Wait().status == 500);
  CHECK(exchange->answers() == 1);
  CHECK(desk->visits == 0);
}

}  // namespace
}  // namespace motcua::rest
