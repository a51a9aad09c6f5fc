// What officers and the applicant do with a dossier, over REST.
#include <string>

#include "catch2/catch.hpp"
#include "tests/e2e/deployment.h"
#include "tests/e2e/portal.h"

namespace motcua::e2e {
namespace {

constexpr char kDesk[] = "Bearer dev.officer.lan.00235";
constexpr char kElsewhere[] = "Bearer dev.officer.hoa.00166";

class Acts {
 public:
  Acts(Portal& portal, std::string code) : portal_(portal), code_(std::move(code)) {}

  // Does `verb` as `who`; without an If-Match when `etag` is empty.
  Answer Do(const std::string& verb, const std::string& who, const std::string& etag,
            const nlohmann::json& body = nlohmann::json::object(), const std::string& key = "") {
    std::vector<http::Header> headers = {{"Content-Type", "application/json"},
                                         {"Authorization", who}};
    headers.push_back({"Idempotency-Key", key.empty() ? "act-" + std::to_string(++keys_) : key});
    if (!etag.empty()) headers.push_back({"If-Match", etag});
    return portal_.Post("/v1/dossiers/" + code_ + ":" + verb, body.dump(), headers);
  }

 private:
  Portal& portal_;
  const std::string code_;
  int keys_ = 0;
};

nlohmann::json File(Portal& portal) {
  const Answer paper = portal.Post("/v1/papers", AnyPaper(),
                                   {{"Content-Type", "image/png"}, {"Idempotency-Key", "p"}});
  REQUIRE(paper.status() == 201);
  const Answer filed = portal.PostJson("/v1/dossiers", BirthDossier(paper.json["id"]), "d");
  REQUIRE(filed.status() == 201);
  return filed.json;
}

}  // namespace

TEST_CASE("a dossier is handled over REST, each act on the version that was read", "[e2e]") {
  OneProcess on;
  on.Start();
  Portal portal(on.http());
  const nlohmann::json filed = File(portal);
  const std::string path = "/v1/dossiers/" + filed["code"].get<std::string>();
  Acts acts(portal, filed["code"]);

  const Answer read = portal.Get(path, {{"Authorization", kDesk}});
  REQUIRE(read.status() == 200);
  const std::string first(read.response.header("ETag"));
  CHECK(portal.Get(path, {{"Authorization", kElsewhere}}).status() == 404);

  const Answer blind = acts.Do("accept", kDesk, "");
  CHECK(blind.status() == 428);
  CHECK(blind.CodeOf("If-Match") == "ETAG_REQUIRED");
  const Answer stale = acts.Do("accept", kDesk, "\"v9\"");
  CHECK(stale.status() == 412);
  CHECK(stale.json["detail"].get<std::string>().find(first) != std::string::npos);
  CHECK(acts.Do("accept", kElsewhere, first).status() == 403);
  CHECK(acts.Do("accept", kOfficer, first).json["reason"] == "NO_UNIT");
  CHECK(acts.Do("accept", kCitizen, first).status() == 403);
  CHECK(acts.Do("accept", "Bearer dev.citizen.binh", first).status() == 404);
  CHECK(acts.Do("refuse", kDesk, first).CodeOf("/reason") == "REQUIRED");
  CHECK(acts.Do("complete", kDesk, first).status() == 409);

  const Answer accepted = acts.Do("accept", kDesk, first, nlohmann::json::object(), "accept");
  REQUIRE(accepted.status() == 200);
  CHECK(accepted.json["status"] == "RECEIVED");
  CHECK(accepted.json["provisionalDueTime"] == filed["dueTime"]);
  const Answer again = acts.Do("accept", kDesk, first, nlohmann::json::object(), "accept");
  CHECK(again.response.body == accepted.response.body);
  CHECK(acts.Do("accept", kDesk, first, {{"reason", "khác"}}, "accept").status() == 422);

  std::string etag(accepted.response.header("ETag"));
  const auto step = [&](const std::string& verb, const std::string& who,
                        const nlohmann::json& body = nlohmann::json::object()) {
    const Answer answer = acts.Do(verb, who, etag, body);
    INFO(verb << " " << answer.response.body);
    REQUIRE(answer.status() == 200);
    etag = answer.response.header("ETag");
    return answer.json["statusCode"].get<int>();
  };
  CHECK(step("startProcessing", kDesk) == 4);
  CHECK(step("requestSupplement", kDesk, {{"missing", {{{"words", "Ảnh mờ"}}}}}) == 5);
  CHECK(step("supplement", kCitizen, {{"reason", "Đã chụp lại."}}) == 4);
  CHECK(step("requestPayment", kDesk) == 6);
  CHECK(step("confirmPayment", kDesk) == 4);
  CHECK(step("requestWithdrawal", kCitizen) == 7);
  CHECK(step("refuseWithdrawal", kDesk, {{"reason", "Đã có kết quả."}}) == 4);
  CHECK(step("complete", kDesk) == 9);
  CHECK(step("rework", kDesk, {{"reason", "Sai tên."}}) == 4);
  CHECK(step("complete", kDesk) == 9);
  CHECK(step("returnResult", kDesk) == 10);
  CHECK(acts.Do("stop", kDesk, etag, {{"reason", "x"}}).status() == 409);

  const Answer history = portal.Get(path + "/history");
  const nlohmann::json& events = history.json["events"];
  REQUIRE(events.size() == 13);
  CHECK(events[1]["act"] == "ACCEPT");
  CHECK(events[1]["form"] == "RECEIPT");
  CHECK(events[1]["actor"]["subject"] == "lan");
  CHECK(events[3]["missing"][0]["words"] == "Ảnh mờ");
  CHECK(events[9]["note"] == "");
  CHECK(events[10]["note"] == "Sai tên.");
  CHECK(history.response.body.find(kCitizenName) == std::string::npos);
}

}  // namespace motcua::e2e
