#include "libs/rest/unary.h"

#include <catch2/catch.hpp>

#include "tests/unit/libs/rest/library.h"

namespace motcua::rest {
namespace {

using test::FakeRequest;
using test::House;

}  // namespace

TEST_CASE("a read that nobody has answered is sent once more", "[rest][unary]") {
  House house;
  CHECK(house.Get("/v1/books/gone-once").status == 200);
  CHECK(house.library().calls_to_nobody == 2);
}

TEST_CASE("when nobody is there reads are repeated within their budget alone", "[rest][unary]") {
  House house;
  constexpr int kReads = 100;
  constexpr int kBudget = 10;
  for (int i = 0; i < kReads; ++i) CHECK(house.Get("/v1/books/gone").status == 503);
  CHECK(house.library().calls_to_nobody == kReads + kBudget);
}

TEST_CASE("ten answers, whatever they say, are worth one repetition", "[rest][unary]") {
  House house;
  const auto calls_for_one = [&house] {
    const int before = house.library().calls_to_nobody;
    CHECK(house.Get("/v1/books/gone").status == 503);
    return house.library().calls_to_nobody - before;
  };
  while (calls_for_one() == 2) {
  }
  for (int i = 0; i < 9; ++i) CHECK(house.Get("/v1/books/lost").status == 404);
  CHECK(calls_for_one() == 1);
  CHECK(house.Get("/v1/books/lost").status == 404);
  CHECK(calls_for_one() == 2);
  CHECK(calls_for_one() == 1);
}

TEST_CASE("what writes is never repeated", "[rest][unary]") {
  House house;
  FakeRequest request;
  request.verb = "POST";
  request.target = "/v1/books/gone:lend";
  request.headers = {{"Content-Type", "application/json"}, {"Idempotency-Key", "k"}};
  request.text = "{}";
  CHECK(house.Ask(request).status == 503);
  CHECK(house.library().calls_to_nobody == 1);
}

}  // namespace motcua::rest
