#include "libs/rest/media_type.h"

#include <catch2/catch.hpp>

#include <array>
#include <string>

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

TEST_CASE("the Accept header chooses among what is offered", "[rest]") {
  constexpr std::array<std::string_view, 3> kOffers = {"application/x-ndjson", "text/csv",
                                                       "application/ld+json"};
  const auto preferred = [&](const std::string& accept) {
    CAPTURE(accept);
    return kOffers[PreferredType(accept, kOffers)];
  };
  SECTION("by name, in any case, with parameters or without") {
    CHECK(preferred("text/csv") == "text/csv");
    CHECK(preferred("Application/LD+JSON") == "application/ld+json");
    CHECK(preferred("text/html,\tapplication/ld+json ; profile=\"http://a.b/c,d;q=0\"") ==
          "application/ld+json");
  }
  SECTION("by weight, then by the order of the offers") {
    CHECK(preferred("text/csv;q=0.5, application/ld+json;q=0.501") == "application/ld+json");
    CHECK(preferred("application/ld+json, text/csv") == "text/csv");
    CHECK(preferred("text/csv; Q=0.1, application/ld+json; header=\"\\\",\"; q=1.000") ==
          "application/ld+json");
    CHECK(preferred("text/csv;q=0, application/ld+json;q=0.001") == "application/ld+json");
  }
  SECTION("wildcards give way to what is closer") {
    CHECK(preferred("text/*") == "text/csv");
    CHECK(preferred("*/*") == "application/x-ndjson");
    CHECK(preferred("text/*;q=0.3, */*;q=0.2") == "text/csv");
    CHECK(preferred("application/x-ndjson;q=0.1, application/*") == "application/ld+json");
    CHECK(preferred("*/*, application/x-ndjson;q=0") == "text/csv");
    CHECK(preferred("text/csv;q=0.2, text/*, application/ld+json;q=0.3") == "application/ld+json");
  }
  SECTION("what takes nothing, or says nothing, gets the first") {
    CHECK(preferred("") == "application/x-ndjson");
    CHECK(preferred("text/html, image/*") == "application/x-ndjson");
    CHECK(preferred("text/csv;q=0") == "application/x-ndjson");
    CHECK(preferred("text") == "application/x-ndjson");
    CHECK(preferred("*/csv, ,;,/, */") == "application/x-ndjson");
  }
  SECTION("what is malformed is passed over") {
    for (const char* weight : {"", "2", "1.001", "0.1234", "0,5", "-1", ".5", "1x", "0.x"}) {
      CHECK(preferred(std::string("text/csv;q=") + weight) == "application/x-ndjson");
    }
    CHECK(preferred("text/csv;a=\"b, application/ld+json") == "text/csv");
    CHECK(preferred("text/csv;a=\"b\\") == "text/csv");
  }
}

TEST_CASE("a browser that shows an image gets the one that is offered first", "[rest]") {
  constexpr std::array<std::string_view, 2> kImages = {"image/svg+xml", "image/png"};
  CHECK(PreferredType("image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5",
                      kImages) == 0);
  CHECK(PreferredType("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", kImages) ==
        0);
  CHECK(PreferredType("image/png,image/svg+xml;q=0.9", kImages) == 1);
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
