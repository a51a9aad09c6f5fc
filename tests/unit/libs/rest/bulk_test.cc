#include "libs/rest/bulk.h"

#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "tests/unit/libs/rest/library.h"

namespace motcua::rest {
namespace {

using test::FakeExchange;
using test::FakeRequest;
using test::HeaderOf;
using test::House;

FakeRequest For(const std::string& shelf) {
  FakeRequest request;
  request.target = "/v1/shelves/" + shelf;
  return request;
}

}  // namespace

TEST_CASE("many requests are answered by few bulk calls, each with its own", "[rest][bulk]") {
  House house;
  constexpr int kRequests = 500;
  std::vector<std::shared_ptr<FakeExchange>> exchanges;
  for (int i = 0; i < kRequests; ++i) exchanges.push_back(house.Enter(For(std::to_string(i))));
  for (int i = 0; i < kRequests; ++i) {
    const std::string code = std::to_string(i);
    const http::Response response = exchanges[static_cast<size_t>(i)]->Wait();
    CHECK(response.status == 200);
    CHECK(response.body == base::Cat(R"({"code":")", code, R"(","etag":"v)", code, R"("})"));
    CHECK(HeaderOf(response, "ETag") == base::Cat("\"v", code, "\""));
  }
  CHECK(house.library().bulk_calls < kRequests / 4);
  CHECK(house.library().bulk_calls > 0);
}

TEST_CASE("what is not there, and what is known, is told to whom it concerns", "[rest][bulk]") {
  House house;
  const http::Response lost = house.Ask(For("lost"));
  CHECK(lost.status == 404);
  CHECK(lost.body.find("SHELF_NOT_FOUND") != std::string::npos);
  FakeRequest known = For("7");
  known.headers = {{"If-None-Match", "\"v7\""}};
  CHECK(house.Ask(known).status == 304);
}

TEST_CASE("a bulk call carries nobody's identity", "[rest][bulk]") {
  House house([](DoorOptions& options) {
    options.authenticate = [](const http::Request&) {
      common::v1::Identity identity;
      identity.set_subject("an");
      return identity;
    };
  });
  CHECK(house.Ask(For("7")).status == 200);
}

}  // namespace motcua::rest
