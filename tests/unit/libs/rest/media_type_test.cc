#include "libs/rest/media_type.h"

#include <catch2/catch.hpp>

namespace motcua::rest {
namespace {

TEST_CASE("JSON is told by its media type", "[rest]") {
  for (const char* type : {"", "application/json", "Application/JSON; charset=utf-8",
                           " application/merge-patch+json"}) {
    CHECK(IsJson(type));
  }
  for (const char* type :
       {"text/plain", "application/jsonx", "application/x-www-form-urlencoded", "json"}) {
    CHECK_FALSE(IsJson(type));
  }
}

TEST_CASE("If-None-Match is compared weakly", "[rest]") {
  CHECK(NamesEtag("\"a\"", "a"));
  CHECK(NamesEtag("W/\"a\"", "a"));
  CHECK(NamesEtag("\"b\", \"a\"", "a"));
  CHECK(NamesEtag("*", "a"));
  CHECK_FALSE(NamesEtag("", "a"));
  CHECK_FALSE(NamesEtag("a", "a"));
  CHECK_FALSE(NamesEtag("\"b\"", "a"));
  CHECK_FALSE(NamesEtag("\"", ""));
}

}  // namespace
}  // namespace motcua::rest
