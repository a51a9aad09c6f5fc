#include "catch2/catch.hpp"
#include "services/gateway/domain/body_limits.h"
#include "services/gateway/domain/development_token.h"

namespace motcua::gateway {

TEST_CASE("a development token names a citizen or an officer", "[gateway][domain]") {
  const auto citizen = ReadDevelopmentToken("Bearer dev.citizen.an-2");
  REQUIRE(citizen);
  CHECK(citizen->kind == DevelopmentCaller::Kind::kCitizen);
  CHECK(citizen->subject == "an-2");
  const auto officer = ReadDevelopmentToken("Bearer dev.officer.mai");
  REQUIRE(officer);
  CHECK(officer->kind == DevelopmentCaller::Kind::kOfficer);
  CHECK(officer->unit_code.empty());
  const auto at_desk = ReadDevelopmentToken("Bearer dev.officer.lan.00235");
  REQUIRE(at_desk);
  CHECK(at_desk->subject == "lan");
  CHECK(at_desk->unit_code == "00235");
  CHECK(ReadDevelopmentToken("Bearer dev.officer.lan.01")->unit_code == "01");
}

TEST_CASE("any other text is no development token", "[gateway][domain]") {
  for (const char* text :
       {"", "Bearer ", "Bearer dev.citizen.", "Bearer dev.king.an", "dev.citizen.an",
        "Bearer dev.citizen.An", "Bearer dev.citizen.a/b", "Basic YTpi",
        "Bearer dev.citizen.an.00235", "Bearer dev.officer.lan.", "Bearer dev.officer.lan.0023",
        "Bearer dev.officer.lan.00235.01", "Bearer dev.officer..00235"}) {
    CHECK_FALSE(ReadDevelopmentToken(text));
  }
  CHECK_FALSE(ReadDevelopmentToken("Bearer dev.citizen." + std::string(65, 'a')));
}

TEST_CASE("only uploads and imports may be large", "[gateway][domain]") {
  const BodyLimits limits{10, 100, 1000};
  CHECK(limits.For("POST", "/v1/papers") == 100);
  for (const char* path : {"/v1/procedures:import", "/v1/reference:import",
                           "/v1/local-codes:import", "/v1/desks:import"}) {
    CHECK(limits.For("POST", path) == 1000);
  }
  CHECK(limits.For("POST", "/v1/dossiers") == 10);
  CHECK(limits.For("PUT", "/v1/papers") == 10);
}

}  // namespace motcua::gateway
