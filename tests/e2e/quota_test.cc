// What one client may ask of all gateways together.
#include <functional>
#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "tests/e2e/deployment.h"
#include "tests/e2e/portal.h"

namespace motcua::e2e {
namespace {

constexpr int kMisses = 20;
constexpr int kWrites = 200;
// Windows so long that none is renewed meanwhile.
constexpr char kLimits[] =
    "rate_limits {\n"
    "  tracking_misses { limit: 20 window { seconds: 86400 } }\n"
    "  submit { limit: 200 window { seconds: 86400 } }\n"
    "}\n";

// Somebody who asks through one of the gateways.
struct Client {
  test::HttpClient http;
  std::vector<http::Header> signed_in;

  Client(const std::string& host_port, const std::string& subject) : http(host_port) {
    if (!subject.empty()) signed_in = {{"Authorization", "Bearer dev.citizen." + subject}};
  }
  test::Response Track() { return http.Get("/v1/tracking/H26.021.00-251122-9999", signed_in); }
  // A write that is refused for what it says: it counts all the same.
  int Write() {
    std::vector<http::Header> headers = signed_in;
    headers.push_back({"Content-Type", "application/json"});
    return http.Post("/v1/dossiers", "{}", headers).status;
  }
};

struct On {
  Production production{true, {{"motcua-gateway", kLimits}}};

  On() {
    production.Start();
    REQUIRE(AreConnected());
  }
  Client AtA(const std::string& subject) { return {production.http_of("motcua-gateway"), subject}; }
  // Whether both gateways can share.
  bool AreConnected() {
    const std::string sample =
        "motcua_redis_connected{node=\"" + production.redis().node() + "\",use=\"commands\"} 1\n";
    return Eventually([&] {
      for (const char* const name : {"motcua-gateway", "motcua-gateway.2"}) {
        test::HttpClient admin(production.admin().at(name));
        if (admin.Get("/metrics").body.find(sample) == std::string::npos) return false;
      }
      return true;
    });
  }
  Client AtB(const std::string& subject) {
    return {production.http_of("motcua-gateway.2"), subject};
  }
};

// Misses as often as is allowed, and is refused then.
void UseUp(Client client) {
  for (int i = 0; i < kMisses; ++i) REQUIRE(client.Track().status == 404);
  const test::Response refused = client.Track();
  CHECK(refused.status == 429);
  CHECK(std::stoi(std::string(refused.header("Retry-After"))) >= 1);
  CHECK(refused.header("RateLimit").starts_with("\"tracking\";r=0;t="));
  CHECK(refused.body.find("TOO_MANY_UNKNOWN_CODES") != std::string::npos);
}

// How many calls it takes until `status_of` is 429; `most` when it never is.
int CallsUntilRefused(int most, const std::function<int()>& status_of) {
  int calls = 0;
  Eventually([&] { return ++calls >= most || status_of() == 429; });
  return calls;
}

}  // namespace

TEST_CASE("a client is refused at one gateway for what it did at the other", "[e2e]") {
  On on;
  for (const std::string subject : {"an", ""}) {
    UseUp(on.AtA(subject));
    Client at_b = on.AtB(subject);
    // Far sooner than by what it does there.
    CHECK(CallsUntilRefused(kMisses, [&] { return at_b.Track().status; }) < kMisses - 2);
  }
  Client other = on.AtB("binh");
  CHECK(other.Track().status == 404);

  Client writer = on.AtA("chi");
  for (int i = 0; i < kWrites; ++i) REQUIRE(writer.Write() == 400);
  CHECK(writer.Write() == 429);
  Client at_b = on.AtB("chi");
  CHECK(CallsUntilRefused(kWrites, [&] { return at_b.Write(); }) < kWrites - 2);
  CHECK(writer.http.Get("/v1/units/00235").status == 200);
}

TEST_CASE("what Redis keeps of clients tells nobody who they are, and ends by itself", "[e2e]") {
  On on;
  UseUp(on.AtA("an"));
  UseUp(on.AtA(""));
  const auto keys = [&] { return on.production.redis().Ask({"DBSIZE"}); };
  REQUIRE(Eventually([&] { return std::stoi(keys()) >= 2; }));
  int counters = 0;
  for (int i = 0; i < 100; ++i) {
    const std::string key = on.production.redis().Ask({"RANDOMKEY"});
    CHECK(key.find("127.0.0.1") == std::string::npos);
    if (!key.starts_with("motcua:used:")) continue;
    ++counters;
    // The class, a keyed hash, the window.
    CHECK(key.starts_with("motcua:used:tracking:"));
    CHECK(key.find(':', sizeof "motcua:used:tracking:") == sizeof "motcua:used:tracking:" + 31);
    CHECK(std::stol(on.production.redis().Ask({"TTL", key})) > 0);
  }
  CHECK(counters > 0);
}

TEST_CASE("without Redis each gateway counts by itself, and no call fails", "[e2e]") {
  On on;
  const auto all_is_well = [&](const std::string& subject) {
    UseUp(on.AtA(subject));
    for (const char* const gateway : {"motcua-gateway", "motcua-gateway.2"}) {
      Client client(on.production.http_of(gateway), "");
      for (int i = 0; i < 2; ++i) CHECK(client.Track().status == 404);
      CHECK(client.Write() == 400);
    }
  };
  all_is_well("an");
  on.production.redis().Ask({"FLUSHALL"});
  Client an = on.AtA("an");
  CHECK(an.Track().status == 429);
  all_is_well("binh");
  on.production.redis().Pause();
  all_is_well("chi");
  on.production.redis().Resume();
  on.production.redis().Kill();
  all_is_well("dung");
  on.production.redis().Start();
  REQUIRE(on.AreConnected());
  UseUp(on.AtB("giang"));
  Client giang = on.AtA("giang");
  CHECK(CallsUntilRefused(kMisses, [&] { return giang.Track().status; }) < kMisses - 2);
}

}  // namespace motcua::e2e
