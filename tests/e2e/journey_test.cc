#include <csignal>

#include "catch2/catch.hpp"
#include "tests/e2e/deployment.h"
#include "tests/e2e/observer.h"
#include "tests/e2e/portal.h"

namespace motcua::e2e {
namespace {

// Everything that was read once, to be read again after a restart.
using Read = std::map<std::string, std::string>;

void FindTheProcedure(Portal& portal, Read& read) {
  const Answer found = portal.Get("/v1/procedures?query=khai%20sinh");
  REQUIRE(found.status() == 200);
  bool listed = false;
  for (const auto& procedure : found.json["procedures"]) {
    listed = listed || procedure["code"] == "1.001193";
  }
  CHECK(listed);
  const Answer procedure = portal.Get("/v1/procedures/1.001193");
  REQUIRE(procedure.status() == 200);
  CHECK_FALSE(procedure.json["components"].empty());
  bool online = false;
  for (const auto& channel : procedure.json["channels"]) {
    if (channel["kind"] == "ONLINE") online = channel["limit"] == "sd15";
  }
  CHECK(online);
  read["/v1/procedures/1.001193"] = procedure.response.body;
}

void AskWhoDecides(Portal& portal, Read& read) {
  const std::string path =
      "/v1/routes:resolve?procedure=1.001193&unit=00235&at=2026-11-23T09:00:00%2B07:00";
  const Answer route = portal.Get(path);
  REQUIRE(route.status() == 200);
  CHECK(route.json["authority"]["unitCode"] == "00235");
  CHECK(route.json["authority"]["provinceCode"] == "01");
  REQUIRE_FALSE(route.json["trace"].empty());
  CHECK(route.json["trace"][0]["matched"] == true);
  CHECK_FALSE(route.json["trace"][0]["basis"].get<std::string>().empty());
  read[path] = route.response.body;
}

std::string Upload(Portal& portal, Read& read) {
  const Answer paper = portal.Post("/v1/papers", AnyPaper(),
                                   {{"Content-Type", "image/png"}, {"Idempotency-Key", "paper-1"}});
  REQUIRE(paper.status() == 201);
  const std::string path = "/v1/papers/" + paper.json["id"].get<std::string>();
  CHECK(paper.response.header("Location") == path);
  const Answer content = portal.Get(path);
  CHECK(content.response.body == AnyPaper());
  CHECK(content.response.header("Content-Type") == "image/png");
  read[path] = content.response.body;
  return paper.json["id"];
}

// Refusals on the way: each names its field, and none leaves anything behind.
void TryWhatIsWrong(Portal& portal, const std::string& paper_id) {
  nlohmann::json dossier = BirthDossier(paper_id);
  dossier["applicant"]["nmae"] = "x";
  Answer refused = portal.PostJson("/v1/dossiers", dossier, "wrong-1");
  CHECK(refused.status() == 400);
  CHECK(refused.response.header("Content-Type").starts_with("application/problem+json"));
  CHECK(refused.CodeOf("/applicant/nmae") == "UNKNOWN_FIELD");

  dossier = BirthDossier(paper_id);
  dossier["procedureCode"] = "1.999999";
  refused = portal.PostJson("/v1/dossiers", dossier, "wrong-2");
  CHECK(refused.status() == 400);
  CHECK(refused.CodeOf("/procedureCode") == "UNKNOWN_PROCEDURE");

  dossier = BirthDossier(paper_id);
  dossier["unitCode"] = "99999";
  refused = portal.PostJson("/v1/dossiers", dossier, "wrong-3");
  CHECK(refused.status() == 400);
  CHECK_FALSE(refused.CodeOf("/unitCode").empty());

  dossier = BirthDossier(paper_id);
  dossier.erase("papers");
  refused = portal.PostJson("/v1/dossiers", dossier, "wrong-4");
  CHECK(refused.status() == 400);
  CHECK(refused.CodeOf("/papers") == "MISSING_COMPONENT");

  refused = portal.Post("/v1/dossiers", BirthDossier(paper_id).dump(),
                        {{"Content-Type", "application/json"}});
  CHECK(refused.status() == 400);
  CHECK_FALSE(refused.CodeOf("Idempotency-Key").empty());

  dossier = BirthDossier(paper_id);
  dossier["applicant"]["address"] = std::string(300 << 10, 'x');
  CHECK(portal.PostJson("/v1/dossiers", dossier, "wrong-5").status() == 413);
}

nlohmann::json File(Portal& portal, const std::string& paper_id) {
  const Answer filed = portal.PostJson("/v1/dossiers", BirthDossier(paper_id), "filing-1");
  INFO(filed.response.body);
  REQUIRE(filed.status() == 201);
  const Answer again = portal.PostJson("/v1/dossiers", BirthDossier(paper_id), "filing-1");
  CHECK(again.status() == 201);
  CHECK(again.response.body == filed.response.body);
  CHECK(again.response.header("ETag") == filed.response.header("ETag"));
  nlohmann::json other = BirthDossier(paper_id);
  other["applicant"]["name"] = "Trần Văn Bình";
  CHECK(portal.PostJson("/v1/dossiers", other, "filing-1").status() == 422);

  CHECK(filed.json["status"] == "NEWLY_REGISTERED");
  CHECK(filed.json["statusCode"] == 1);
  CHECK(filed.json["dueTime"].get<std::string>().ends_with("+07:00"));
  CHECK_FALSE(filed.json["derivation"].empty());
  CHECK_FALSE(filed.json["trackingToken"].get<std::string>().empty());
  return filed.json;
}

// Hà Nội's system takes the dossier through 2, 4, 9, 10, while the citizen looks on.
void HandleIt(Deployment& on, Portal& portal, const std::string& code, const std::string& token) {
  test::SseStream live(on.http(), "/v1/dossiers/" + code + "/events", {{"Tracking-Token", token}});
  REQUIRE(live.response().status == 200);
  test::Process early({Program("motcua-province"), "--target=" + on.sync(), "--province=01",
                       "--push=" + code + ":RESULT_RETURNED"},
                      on / "early.log");
  CHECK(early.Wait() == 3);
  CHECK(early.Output().find("STATUS_MAY_NOT_FOLLOW") != std::string::npos);
  CHECK(portal.Get("/v1/tracking/" + code).json["statusCode"] == 1);

  test::Process hanoi({Program("motcua-province"), "--target=" + on.sync(), "--province=01",
                       "--data=" + on / ".", "--pause_ms=50"},
                      on / "hanoi.log");
  for (const int status : {1, 2, 4, 9, 10}) {
    const auto event = live.Next();
    REQUIRE(event);
    const nlohmann::json json = nlohmann::json::parse(event->data);
    CHECK(json["statusCode"] == status);
    CHECK(event->id == json["sequence"].get<std::string>());
  }
  INFO(hanoi.Log());
  CHECK(hanoi.Wait() == 0);
  const Answer tracked = portal.Get("/v1/tracking/" + code);
  CHECK(tracked.json["statusCode"] == 10);
  CHECK_FALSE(tracked.json.contains("applicant"));
}

void RateIt(Portal& portal, const std::string& code) {
  const std::string path = "/v1/dossiers/" + code + ":rate";
  CHECK(portal.PostJson(path, {{"score", 9}}, "rate-0").CodeOf("/score") == "OUT_OF_RANGE");
  CHECK(portal.PostJson(path, {{"score", 5}, {"comment", "Nhanh"}}, "rate-1").status() == 200);
  const Answer second = portal.PostJson(path, {{"score", 1}}, "rate-2");
  CHECK(second.status() == 409);
  CHECK(second.json["reason"] == "ALREADY_RATED");
}

void CountIt(Portal& portal) {
  for (const char* scope : {"00235", "01", "VN"}) {
    const std::string path = std::string("/v1/reports/summary?scope=") + scope;
    CHECK(Eventually([&] { return portal.Get(path).json["total"]["ratings"] == "1"; }));
    const nlohmann::json total = portal.Get(path).json["total"];
    INFO(total.dump());
    for (const char* count : {"filed", "received", "online", "finished", "onTime", "ratings"}) {
      CHECK(total[count] == "1");
    }
    CHECK(total["ratingSum"] == "5");
  }
}

void StayPrivate(Deployment& on, const std::string& token) {
  const std::string logs = on.Logs();
  for (const std::string& secret : {std::string(kCitizenName), std::string(kCitizenNumber),
                                    std::string("0912345678"), std::string("Nhanh"), token}) {
    CHECK(logs.find(secret) == std::string::npos);
    for (const auto& [name, admin] : on.admin()) {
      CHECK(test::HttpClient(admin).Get("/metrics").body.find(secret) == std::string::npos);
    }
  }
}

void Journey(Deployment& on) {
  on.Start();
  Portal portal(on.http());
  Read read;
  FindTheProcedure(portal, read);
  AskWhoDecides(portal, read);
  const std::string paper_id = Upload(portal, read);
  TryWhatIsWrong(portal, paper_id);
  const nlohmann::json filed = File(portal, paper_id);
  const std::string code = filed["code"];
  HandleIt(on, portal, code, filed["trackingToken"]);
  RateIt(portal, code);
  CountIt(portal);
  CheckMetrics(on);
  WatchWithPrometheus(on);
  StayPrivate(on, filed["trackingToken"]);

  for (const std::string& path :
       {"/v1/dossiers/" + code, "/v1/dossiers/" + code + "/history", "/v1/tracking/" + code,
        std::string("/v1/reports/summary?scope=00235&from=2026-01-01&to=2036-12-31")}) {
    const Answer answer = portal.Get(path);
    REQUIRE(answer.status() == 200);
    read[path] = answer.response.body;
  }
  on.KillAll();
  on.Start();
  Portal after(on.http());
  for (const auto& [path, body] : read) {
    INFO(path);
    CHECK(after.Get(path).response.body == body);
  }
  const Answer retried = after.PostJson("/v1/dossiers", BirthDossier(paper_id), "filing-1");
  CHECK(retried.json["code"] == code);
  CHECK(retried.json["trackingToken"] == filed["trackingToken"]);
  for (const auto& [name, exit_code] : on.StopAll()) {
    INFO(name);
    CHECK(exit_code == 0);
  }
}

}  // namespace

TEST_CASE("a dossier makes its whole journey in one process", "[e2e]") {
  OneProcess on;
  Journey(on);
}

TEST_CASE("a dossier makes its whole journey through five processes", "[e2e]") {
  FiveProcesses on;
  Journey(on);
}

TEST_CASE("a dossier makes its whole journey through replicas on PostgreSQL", "[e2e]") {
  Production on(true);  // So that the metrics looked at are those of the gateway that was used.
  Journey(on);
}

TEST_CASE("a service that is away is an honest 503 that says when to come again", "[e2e]") {
  FiveProcesses on;
  on.Start();
  Portal portal(on.http());
  const std::string paper =
      portal
          .Post("/v1/papers", AnyPaper(), {{"Content-Type", "image/png"}, {"Idempotency-Key", "p"}})
          .json["id"];
  on.program("motcua-routing").Signal(SIGKILL);
  on.program("motcua-routing").Wait();
  for (const Answer& answer :
       {portal.Get("/v1/units/00235"), portal.PostJson("/v1/dossiers", BirthDossier(paper), "f")}) {
    INFO(answer.response.body);
    CHECK(answer.status() == 503);
    CHECK_FALSE(answer.response.header("Retry-After").empty());
  }
  CHECK(portal.Get("/v1/procedures/1.001193").status() == 200);
}

}  // namespace motcua::e2e
