#include "libs/rest/path_template.h"

#include <catch2/catch.hpp>

namespace motcua::rest {
namespace {

TEST_CASE("a template is taken apart", "[rest][template]") {
  const auto path = PathTemplate::Parse("/v1/dossiers/{code}:rate");
  REQUIRE(path.ok());
  CHECK(path->segments ==
        std::vector<PathTemplate::Segment>{{"v1", false}, {"dossiers", false}, {"code", true}});
  CHECK(path->verb == "rate");
  CHECK(path->Fields() == std::vector<std::string>{"code"});
  CHECK(PathTemplate::Parse("/v1/routes:resolve")->verb == "resolve");
  CHECK(PathTemplate::Parse("/v1/{a}/b/{c_2}")->Fields() == std::vector<std::string>{"a", "c_2"});
}

TEST_CASE("what is not supported is refused", "[rest][template]") {
  const char* text =
      GENERATE("", "v1", "/", "/v1/", "/v1//x", "/v1/*", "/v1/**", "/v1/{a=b/*}", "/v1/{a.b}",
               "/v1/{}", "/v1/{A}", "/v1/{a", "/v1/a}", "/v1/x{a}", "/v1/x:", "/v1/x:2y", "/v1:x/y",
               "/v1/{a}/{a}", "/v1/a b", "/v1/a%20b", "/v1/x?y=1", "/v1/ô");
  INFO(text);
  CHECK_FALSE(PathTemplate::Parse(text).ok());
}

TEST_CASE("templates overlap when one path fits both", "[rest][template]") {
  const auto overlap = [](const char* a, const char* b) {
    return PathTemplate::Parse(a)->Overlaps(*PathTemplate::Parse(b));
  };
  CHECK(overlap("/v1/x", "/v1/x"));
  CHECK(overlap("/v1/{a}", "/v1/x"));
  CHECK(overlap("/v1/{a}/y", "/v1/x/{b}"));
  CHECK_FALSE(overlap("/v1/x", "/v1/y"));
  CHECK_FALSE(overlap("/v1/{a}", "/v1/{a}/b"));
  CHECK_FALSE(overlap("/v1/{a}", "/v1/{a}:do"));
  CHECK_FALSE(overlap("/v1/x:do", "/v1/x:undo"));
}

}  // namespace
}  // namespace motcua::rest
