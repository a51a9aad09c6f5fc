// What gateways, and replicas of intake, share by Redis, and how they do without it.
#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include "catch2/catch.hpp"
#include "tests/e2e/deployment.h"
#include "tests/e2e/portal.h"
#include "tests/support/sample.h"

namespace motcua::e2e {
namespace {

constexpr char kOfficer[] = "Bearer dev.officer.mai";

// A line of NDJSON: a procedure of our own with this name.
std::string Line(const std::string& name) {
  return R"({"code":"9.000001","name":")" + name +
         R"(","field":"Thử nghiệm","levels":["COMMUNE"],"channels":[{"kind":"ONLINE","limit":"3wd"}],)" +
         R"("state":"PUBLIC","synthetic":true,)" +
         R"("provenance":[{"pointers":[""],"source":"Thử nghiệm","certainty":"PUBLISHED"}]})" +
         "\n";
}

// Whether it came in.
bool Import(Portal& portal, const std::string& line) {
  const Answer answer =
      portal.Post("/v1/procedures:import", line,
                  {{"Content-Type", "application/x-ndjson"}, {"Authorization", kOfficer}});
  INFO(answer.response.body);
  CHECK(answer.status() == 200);
  return answer.json["imported"] == 1;
}

double Metric(const std::string& admin, const std::string& sample) {
  return test::Sample(test::HttpClient(admin).Get("/metrics").body, sample);
}

struct On {
  Production production;
  std::unique_ptr<Portal> a;
  std::unique_ptr<Portal> b;

  explicit On(const std::string& more_of_intake = "")
      : production(true, {{"motcua-intake", more_of_intake}}) {
    production.Start();
    a = std::make_unique<Portal>(production.http_of("motcua-gateway"));
    b = std::make_unique<Portal>(production.http_of("motcua-gateway.2"));
    // All are connected, and gateways know each other's numbers.
    for (const char* const name :
         {"motcua-gateway", "motcua-gateway.2", "motcua-intake", "motcua-intake.2"}) {
      WaitForRedis(name);
    }
  }
  // Until the program has both its connections.
  void WaitForRedis(const std::string& name) {
    for (const char* const use : {"subscriptions", "commands"}) {
      REQUIRE(Eventually([&] {
        return Metric(production.admin().at(name), "motcua_redis_connected{node=\"" +
                                                       production.redis().node() + "\",use=\"" +
                                                       use + "\"}") == 1;
      }));
    }
  }
  double MetricOf(const std::string& gateway, const std::string& result) {
    return Metric(production.admin().at(gateway), "motcua_cache_total{result=\"" + result + "\"}");
  }
  std::string NameAt(Portal& portal) {
    return portal.Get("/v1/procedures/9.000001").json.value("name", "");
  }
};

// A dossier filed through one gateway, followed through the other by so many that both replicas of
// intake are asked.
struct Followed {
  On& on;
  std::string path;
  http::Header token;
  std::vector<std::unique_ptr<test::SseStream>> streams;

  explicit Followed(On& system) : on(system) {
    const std::string paper = on.a->Post("/v1/papers", AnyPaper(),
                                         {{"Content-Type", "image/png"}, {"Idempotency-Key", "p"}})
                                  .json["id"];
    const nlohmann::json filed = on.a->PostJson("/v1/dossiers", BirthDossier(paper), "f").json;
    path = "/v1/dossiers/" + filed["code"].get<std::string>();
    token = {"Tracking-Token", filed["trackingToken"]};
    for (int i = 0; i < 4; ++i) streams.push_back(Follow());
  }
  std::unique_ptr<test::SseStream> Follow(std::vector<http::Header> headers = {}) {
    headers.push_back(token);
    return std::make_unique<test::SseStream>(on.production.http_of("motcua-gateway.2"),
                                             path + "/events", headers);
  }
  // What a province does with it.
  void Process() {
    test::Process hanoi({Program("motcua-province"), "--target=" + on.production.sync(),
                         "--province=01", "--data=" + on.production / "."},
                        on.production / "hanoi.log");
    REQUIRE(hanoi.Wait() == 0);
  }
  // Whether all streams have heard all of that; the id of its last event.
  std::string HearSteps() {
    std::string last;
    for (const auto& stream : streams) {
      for (const int status : {1, 2, 4, 9, 10}) {
        const auto event = stream->Next();
        REQUIRE(event);
        CHECK(nlohmann::json::parse(event->data)["statusCode"] == status);
        last = event->id;
      }
    }
    return last;
  }
  // A citizen's write through the first gateway, and the event at the other one.
  void Rate() {
    REQUIRE(on.a->PostJson(path + ":rate", {{"score", 5}}, "r").status() == 200);
    for (const auto& stream : streams) {
      const auto event = stream->Next();
      REQUIRE(event);
      CHECK(event->event == "rated");
    }
  }
};

}  // namespace

TEST_CASE("a gateway gives what another one has asked for", "[e2e]") {
  On on;
  int unit = 4;
  const auto ask_both = [&] {
    std::string code = std::to_string(100'000 + unit).substr(1);
    unit += 3;
    const int status = on.a->Get("/v1/units/" + code).status();
    CHECK(on.b->Get("/v1/units/" + code).status() == status);
    return on.MetricOf("motcua-gateway.2", "shared") > 3;
  };
  CHECK(Eventually(ask_both));
  CHECK(on.production.redis().Info("keyspace_hits") > 3);
}

TEST_CASE("a write through one gateway is seen at once there, and at once at the other", "[e2e]") {
  On on;
  for (int i = 0; i < 10; ++i) {
    const std::string name = "Thủ tục số " + std::to_string(i);
    REQUIRE(Import(i % 2 == 0 ? *on.a : *on.b, Line(name)));
    CHECK(on.NameAt(i % 2 == 0 ? *on.a : *on.b) == name);
    CHECK(on.NameAt(i % 2 == 0 ? *on.a : *on.b) == name);
    // Far sooner than an answer would be too old to be given.
    CHECK(Eventually([&] { return on.NameAt(i % 2 == 0 ? *on.b : *on.a) == name; }));
  }
  CHECK(on.MetricOf("motcua-gateway", "hit") > 0);
}

TEST_CASE("a write through one gateway is an event at the other, by Redis", "[e2e]") {
  On on("log_interval { seconds: 3600 }");  // Else nobody would hear of it in an hour.
  Followed followed(on);
  followed.Process();
  const std::string last = followed.HearSteps();
  followed.Rate();
  for (const char* const intake : {"motcua-intake", "motcua-intake.2"}) {
    CHECK(Metric(on.production.admin().at(intake), "motcua_replica_news_total") > 0);
  }
  // Who comes back hears what he has missed, and nothing twice.
  const auto again = followed.Follow({{"Last-Event-ID", last}});
  const auto missed = again->Next();
  REQUIRE(missed);
  CHECK(missed->event == "rated");
  CHECK_FALSE(again->Next(std::chrono::milliseconds(300)));
}

TEST_CASE("without Redis a write through one gateway is an event at the other all the same",
          "[e2e]") {
  On on;
  Followed followed(on);
  on.production.redis().Kill();
  followed.Process();
  followed.HearSteps();
  // Nor with one that takes what it is sent, and is silent.
  on.production.redis().Start();
  on.WaitForRedis("motcua-intake");
  on.WaitForRedis("motcua-intake.2");
  on.production.redis().Pause();
  followed.Rate();
  on.production.redis().Resume();
}

TEST_CASE("Redis that is wiped, stopped or silent makes no call fail and nothing wrong", "[e2e]") {
  On on;
  const auto all_is_well = [&](const std::string& name) {
    CHECK(Import(*on.a, Line(name)));
    CHECK(on.NameAt(*on.a) == name);
    for (int i = 0; i < 20; ++i) {
      CHECK(on.a->Get("/v1/units/00235").status() == 200);
      CHECK(on.b->Get("/v1/procedures/1.001193").status() == 200);
    }
  };
  all_is_well("trước");
  // Several writes, so that the number lost is a high one; and what was read before is kept.
  all_is_well("trước nữa");
  CHECK(on.NameAt(*on.a) == "trước nữa");
  CHECK(Eventually([&] { return on.NameAt(*on.b) == "trước nữa"; }));
  on.production.redis().Ask({"FLUSHALL"});
  CHECK(on.NameAt(*on.a) == "trước nữa");
  all_is_well("đã xóa");
  all_is_well("đã xóa lần nữa");
  CHECK(Eventually([&] { return on.NameAt(*on.b) == "đã xóa lần nữa"; }));
  on.production.redis().Kill();
  all_is_well("đã tắt");
  // Without Redis the other gateway hears nothing, and is right after some seconds all the same.
  CHECK(Eventually([&] { return on.NameAt(*on.b) == "đã tắt"; }));
  on.production.redis().Start();
  all_is_well("đã về");
  on.production.redis().Pause();
  all_is_well("im lặng");
  on.production.redis().Resume();
  all_is_well("cuối cùng");
}

}  // namespace motcua::e2e
