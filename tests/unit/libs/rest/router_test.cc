#include "libs/rest/router.h"

#include <catch2/catch.hpp>

#include <string>

namespace motcua::rest {
namespace {

Router Make(const std::vector<std::pair<std::string, std::string>>& routes) {
  RouterBuilder builder;
  for (const auto& [method, pattern] : routes) builder.Add({method, pattern, false, {}});
  auto router = builder.Build();
  REQUIRE(router.ok());
  return *std::move(router);
}

const Router& Fixture() {
  static const Router router = Make({{"GET", "/v1/books"},
                                     {"POST", "/v1/books"},
                                     {"POST", "/v1/books:import"},
                                     {"GET", "/v1/books/{code}"},
                                     {"DELETE", "/v1/books/{code}"},
                                     {"POST", "/v1/books/{code}:lend"},
                                     {"GET", "/v1/books/{code}/pages/{number}"},
                                     {"GET", "/v1/{kind}/special/pages"},
                                     {"POST", "/v1/books/mine"}});
  return router;
}

// `METHOD pattern(value,…)`, or what else comes of it.
std::string Find(std::string_view method, std::string_view path) {
  const Router::Found found = Fixture().Find(method, path);
  switch (found.outcome) {
    case Router::Outcome::kNoPath: return "404";
    case Router::Outcome::kBadPath: return "400";
    case Router::Outcome::kNoMethod: return "405 " + found.allow;
    case Router::Outcome::kRoute: break;
  }
  const Route& route = Fixture().routes()[found.route];
  std::string out = route.method + " " + route.pattern + "(";
  for (const std::string& value : found.values) out += value + ",";
  return out + ")";
}

TEST_CASE("a request finds its route", "[rest][router]") {
  CHECK(Find("GET", "/v1/books") == "GET /v1/books()");
  CHECK(Find("POST", "/v1/books") == "POST /v1/books()");
  CHECK(Find("POST", "/v1/books:import") == "POST /v1/books:import()");
  CHECK(Find("GET", "/v1/books/7") == "GET /v1/books/{code}(7,)");
  CHECK(Find("POST", "/v1/books/7:lend") == "POST /v1/books/{code}:lend(7,)");
  CHECK(Find("GET", "/v1/books/7/pages/9") == "GET /v1/books/{code}/pages/{number}(7,9,)");
}

TEST_CASE("HEAD is served as GET", "[rest][router]") {
  CHECK(Find("HEAD", "/v1/books/7") == "GET /v1/books/{code}(7,)");
  CHECK(Find("HEAD", "/v1/books:import") == "405 POST, OPTIONS");
}

TEST_CASE("values are decoded after the path is taken apart", "[rest][router]") {
  CHECK(Find("GET", "/v1/books/a%2Fb%20c") == "GET /v1/books/{code}(a/b c,)");
  CHECK(Find("GET", "/v1/books/%C4%90") == "GET /v1/books/{code}(Đ,)");
  CHECK(Find("GET", "/v1/%62ooks") == "GET /v1/books()");
  CHECK(Find("GET", "/v1/books/a+b") == "GET /v1/books/{code}(a+b,)");
  CHECK(Find("GET", "/v1/books/%zz") == "400");
}

TEST_CASE("a colon that is no verb is part of the value", "[rest][router]") {
  CHECK(Find("GET", "/v1/books/a:b") == "GET /v1/books/{code}(a:b,)");
  CHECK(Find("GET", "/v1/books/a:lend") == "GET /v1/books/{code}(a:lend,)");
  CHECK(Find("POST", "/v1/books/a:b:lend") == "POST /v1/books/{code}:lend(a:b,)");
  CHECK(Find("POST", "/v1/books/a%3Alend") == "405 DELETE, GET, HEAD, OPTIONS");
}

TEST_CASE("a literal is preferred, and given up when it leads nowhere", "[rest][router]") {
  CHECK(Find("POST", "/v1/books/mine") == "POST /v1/books/mine()");
  CHECK(Find("GET", "/v1/books/mine") == "GET /v1/books/{code}(mine,)");
  CHECK(Find("GET", "/v1/books/special/pages") == "GET /v1/{kind}/special/pages(books,)");
}

TEST_CASE("a path without the method says what there is", "[rest][router]") {
  CHECK(Find("PUT", "/v1/books") == "405 GET, HEAD, POST, OPTIONS");
  CHECK(Find("PATCH", "/v1/books/7") == "405 DELETE, GET, HEAD, OPTIONS");
  CHECK(Find("PATCH", "/v1/books/mine") == "405 DELETE, GET, HEAD, POST, OPTIONS");
  CHECK(Find("OPTIONS", "/v1/books") == "405 GET, HEAD, POST, OPTIONS");
  CHECK(Find("BREW", "/v1/books") == "405 GET, HEAD, POST, OPTIONS");
}

TEST_CASE("a path that is unknown is not found", "[rest][router]") {
  for (const char* path : {"", "/", "/v1", "/v1/", "/v1/books/", "/v1//books", "/v2/books",
                           "/v1/books/7/pages", "/v1/books:export", "*", "/v1/books//pages/1"}) {
    INFO(path);
    CHECK(Find("GET", path) == "404");
  }
}

TEST_CASE("routes that overlap are refused", "[rest][router]") {
  RouterBuilder builder;
  builder.Add({"GET", "/v1/{a}", false, {}});
  builder.Add({"GET", "/v1/b", false, {}});
  CHECK(builder.Build().status().code() == absl::StatusCode::kAlreadyExists);
  builder.Add({"GET", "/v1/**", false, {}});
  CHECK(builder.Build().status().code() == absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace motcua::rest
