// What can be filed and who decides, on any date, over REST: five services, real data.
#include <string>

#include "catch2/catch.hpp"
#include "tests/e2e/deployment.h"
#include "tests/e2e/portal.h"

namespace motcua::e2e {
namespace {

// The body as it came; it has to be there.
nlohmann::json Read(Portal& portal, const std::string& path) {
  CAPTURE(path);
  const Answer answer = portal.Get(path);
  CAPTURE(answer.response.body);
  REQUIRE(answer.status() == 200);
  return answer.json;
}

void CheckCatalogue(Portal& portal) {
  const auto found = Read(portal, "/v1/procedures?query=giay%20doc%20than&withFacets=true");
  REQUIRE(found["procedures"].size() > 0);
  CHECK(found["procedures"][0]["code"] == "1.004873");
  CHECK_FALSE(found["facets"].empty());
  CHECK(Read(portal, "/v1/fields")["fields"].size() > 10);
  CHECK(Read(portal, "/v1/procedures?agency=so%20tu%20phap")["totalSize"] > 0);

  const Answer changes = portal.Get("/v1/procedures:changes?pageSize=1");
  REQUIRE(changes.status() == 200);
  CHECK(changes.json["changes"][0]["kind"] == "ADDED");
  const Answer same = portal.Get("/v1/procedures:changes?pageSize=1",
                                 {{"If-None-Match", std::string(changes.response.header("ETag"))}});
  CHECK(same.status() == 304);

  const Answer png = portal.Get("/v1/procedures/1.001193/qr?format=PNG&agency=H26.020");
  CHECK(png.status() == 200);
  CHECK(png.response.header("Content-Type") == "image/png");
  CHECK(png.response.body.starts_with("\x89PNG"));
  CHECK(portal.Get("/v1/procedures/1.999999").status() == 404);
  CHECK(portal.Get("/v1/procedures?asOf=soon").CodeOf("asOf") == "INVALID_DATE");
}

void CheckLedger(Portal& portal) {
  const auto counts = Read(portal, "/v1/decentralisation");
  CHECK(counts["complete"] == false);
  int communes = 0;
  for (const auto& kind : counts["kinds"]) {
    if (kind["kind"] != "DISTRICT_TO_COMMUNE") continue;
    communes = kind["recorded"];
    CHECK(kind["published"] == 278);
  }
  const auto list =
      Read(portal, "/v1/decentralisation/changes?kind=DISTRICT_TO_COMMUNE&pageSize=1");
  CHECK(list["totalSize"] == communes);
  CHECK_FALSE(list["changes"][0]["change"]["basis"].get<std::string>().empty());
  REQUIRE_FALSE(counts["ministries"].empty());
  CHECK(portal.Get("/v1/decentralisation?from=2025-13-01").CodeOf("from") == "INVALID_DATE");
}

void CheckPlaces(Portal& portal) {
  const auto successors = Read(portal, "/v1/units/00004/successors?from=2025-06-30");
  REQUIRE(successors["successors"].size() == 1);
  CHECK(successors["successors"][0]["unit"]["fullName"] == "Phường Ba Đình");
  CHECK(successors["successors"][0]["share"] == "WHOLE");
  CHECK(Read(portal, "/v1/units/00004?asOf=2025-06-30")["fullName"] == "Phường Trúc Bạch");
  CHECK(Read(portal, "/v1/units/00004")["fullName"] == "Phường Ba Đình");
  CHECK(portal.Get("/v1/units/00004?asOf=1900-01-01").status() == 400);
  CHECK(Read(portal, "/v1/agencies/H05")["agency"]["unitCode"] == "24");
}

void CheckRoutes(Portal& portal) {
  const std::string where = "/v1/routes:resolve?procedure=1.001193&unit=";
  const auto now = Read(portal, where + "00235&at=2026-11-23T09:00:00%2B07:00");
  CHECK(now["authority"]["name"] == "Ủy ban nhân dân phường Đống Đa");
  CHECK_FALSE(now["receivers"].empty());
  CHECK_FALSE(now["returners"].empty());
  CHECK_FALSE(now["trace"][0]["basis"].get<std::string>().empty());
  CHECK(portal.Get(where + "00001&at=2026-11-23T09:00:00%2B07:00").status() == 409);
  CHECK(portal.Get(where + "99999").CodeOf("unit") == "UNKNOWN_UNIT");

  nlohmann::json questions = {{"questions", nlohmann::json::array()}};
  for (int i = 0; i < 1000; ++i) {
    questions["questions"].push_back({{"procedure", "1.001193"}, {"unit", "00235"}});
  }
  const Answer many = portal.Post("/v1/routes:batchResolve", questions.dump(),
                                  {{"Content-Type", "application/json"}});
  CAPTURE(many.response.body.substr(0, 500));
  CHECK(many.status() == 200);

  const auto due =
      Read(portal, "/v1/deadlines:compute?start=2025-06-30T09:00:00%2B07:00&limit=3wd");
  CHECK(due["dueTime"] == "2025-07-03T17:00:00+07:00");
  CHECK_FALSE(due["derivation"].empty());
}

}  // namespace

TEST_CASE("what can be filed and who decides is told over REST", "[e2e]") {
  Production on;
  on.Start();
  Portal portal(on.http());
  CheckCatalogue(portal);
  CheckLedger(portal);
  CheckPlaces(portal);
  CheckRoutes(portal);
}

}  // namespace motcua::e2e
