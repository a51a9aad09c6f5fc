#include "tests/load/request.h"

#include <regex>
#include <set>

#include "catch2/catch.hpp"

namespace motcua::load {

TEST_CASE("places are filled, other braces stay", "[load]") {
  Fillings fillings(5, 3);
  const Template text(R"({"{n}": {"id": "{uuid}"}, "{other}": {n}{n}, "{uuid")");
  CHECK_FALSE(text.fixed());
  CHECK(Template(R"({"a": {}})").fixed());
  std::string first;
  text.AppendTo(&first, fillings.Next());
  CHECK(std::regex_match(
      first, std::regex(R"(\{"5": \{"id": "[0-9a-f-]{36}"\}, "\{other\}": 55, "\{uuid")")));
  std::string second;
  text.AppendTo(&second, fillings.Next());
  CHECK(second.starts_with(R"({"8": )"));
}

TEST_CASE("UUIDs are of version 4, and new in each run", "[load]") {
  const std::regex v4("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  std::set<std::string> seen;
  for (int run = 0; run < 3; ++run) {
    Fillings fillings(0, 1);
    for (int i = 0; i < 1000; ++i) {
      const Filling& filling = fillings.Next();
      const std::string uuid(filling.uuid.data(), filling.uuid.size());
      CHECK(std::regex_match(uuid, v4));
      CHECK(seen.insert(uuid).second);
    }
  }
}

TEST_CASE("a request is what the plan says, with the length of its body", "[load]") {
  Plan plan;
  plan.headers = {"Accept: */*", "Idempotency-Key: {uuid}"};
  plan.body = R"({"key":"{uuid}","n":{n}})";
  Fillings fillings(99, 1);
  std::string out;
  Request post(plan, {"POST", "/v1/dossiers", 1, true}, "127.0.0.1:80");
  const std::string text(post.Render(fillings, &out));
  std::smatch match;
  REQUIRE(std::regex_match(
      text, match,
      std::regex("POST /v1/dossiers HTTP/1.1\r\nHost: 127.0.0.1:80\r\nAccept: \\*/\\*\r\n"
                 "Idempotency-Key: ([0-9a-f-]{36})\r\nContent-Length: 53\r\n\r\n"
                 "\\{\"key\":\"([0-9a-f-]{36})\",\"n\":99\\}")));
  CHECK(match[1] == match[2]);
  CHECK(post.Render(fillings, &out).ends_with("\"n\":100}"));
}

TEST_CASE("a request asks for the ETag that it has learned", "[load]") {
  Plan plan;
  plan.headers = {"HOST: portal.example"};
  Fillings fillings(0, 1);
  std::string out;
  Request get(plan, {"GET", "/a?b=c"}, "127.0.0.1:80");
  CHECK(get.Render(fillings, &out) == "GET /a?b=c HTTP/1.1\r\nHOST: portal.example\r\n\r\n");
  CHECK(get.etags() == 0);
  get.SetEtag("\"{n}\"x");
  get.SetEtag("W/\"2\"");
  CHECK(get.etags() == 2);
  CHECK(get.Render(fillings, &out) ==
        "GET /a?b=c HTTP/1.1\r\nHOST: portal.example\r\nIf-None-Match: W/\"2\"\r\n\r\n");
}

}  // namespace motcua::load
