#include "services/gateway/api/rate_limits.h"

#include <catch2/catch.hpp>
#include <google/protobuf/text_format.h>

#include <memory>
#include <string>

#include "tests/support/fake_clock.h"
#include "tests/support/sample.h"
#include "tests/unit/libs/rest/fake_exchange.h"

namespace motcua::gateway {
namespace {

using test::HeaderOf;

config::v1::RateLimits Config(const std::string& text) {
  config::v1::RateLimits config;
  REQUIRE(google::protobuf::TextFormat::ParseFromString(text, &config));
  return config;
}

const rest::Route kFile{.method = "POST", .pattern = "/v1/dossiers"};
const rest::Route kTrack{.method = "GET", .pattern = "/v1/tracking/{code}"};
const rest::Route kUnits{.method = "GET", .pattern = "/v1/units"};

// The limits of a gateway, and what would be behind them.
class Gate {
 public:
  explicit Gate(const config::v1::RateLimits& config)
      : usage_(*UsageOf(config), clock, metrics, nullptr),
        limits_(usage_, *ProxiesOf(config.trusted_proxies()), seal_, metrics) {
    desk_->clock = &clock;
    desk_->meter = &meter_;
  }

  // A call at the gate: answered with a status if it was admitted.
  class Call {
   public:
    Call(Gate& gate, const rest::Route& route, const std::string& subject)
        : exchange_(gate.Exchange()), visit_(gate.desk_, exchange_, rpc::Call(), {}) {
      visit_.set_quiet();
      common::v1::Identity caller;
      caller.set_subject(subject);
      visit_.set_caller(caller);
      is_admitted_ = gate.limits_.Admit(route, visit_);
    }
    http::Response Answer(int status) {
      if (is_admitted_) visit_.Respond({.status = status, .headers = {}, .body = ""});
      return exchange_->Wait();
    }

   private:
    const std::shared_ptr<test::FakeExchange> exchange_;
    rest::Visit visit_;
    bool is_admitted_ = false;
  };

  http::Response Ask(const rest::Route& route, const std::string& subject, int status = 200) {
    return Call(*this, route, subject).Answer(status);
  }
  // Nobody's calls, of which none is answered before all have come.
  std::vector<int> AskAtOnce(const rest::Route& route, std::vector<int> statuses) {
    std::vector<std::unique_ptr<Call>> calls;
    for (size_t i = 0; i < statuses.size(); ++i) {
      calls.push_back(std::make_unique<Call>(*this, route, ""));
    }
    for (size_t i = 0; i < statuses.size(); ++i) {
      statuses[i] = calls[i]->Answer(statuses[i]).status;
    }
    return statuses;
  }
  int StatusOf(const rest::Route& route, const std::string& subject, int status = 200) {
    return Ask(route, subject, status).status;
  }

  test::FakeClock clock{absl::FromUnixSeconds(1'800'000'000)};
  obs::Metrics metrics;
  std::map<std::string, std::string> headers;
  std::string address = "192.0.2.7";

 private:
  std::shared_ptr<test::FakeExchange> Exchange() const {
    test::FakeRequest request;
    request.headers = headers;
    request.address = address;
    return std::make_shared<test::FakeExchange>(request);
  }

  const rpc::Seal seal_{std::string(32, 's')};
  rest::Meter meter_{nullptr, {}};
  const std::shared_ptr<rest::Desk> desk_ = std::make_shared<rest::Desk>();
  Usage usage_;
  RateLimits limits_;
};

bool Has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("over the quota a call is refused with when to come again", "[gateway][api]") {
  Gate gate(Config("submit { limit: 2 window { seconds: 30 } }"));
  const http::Response first = gate.Ask(kFile, "an");
  CHECK(first.status == 200);
  CHECK(HeaderOf(first, "RateLimit-Policy") == "\"submit\";q=2;w=30");
  CHECK(HeaderOf(first, "RateLimit").starts_with("\"submit\";r=1;t="));
  CHECK(gate.StatusOf(kFile, "an") == 200);
  const http::Response refused = gate.Ask(kFile, "an");
  CHECK(refused.status == 429);
  CHECK(HeaderOf(refused, "Content-Type") == "application/problem+json");
  CHECK(Has(refused.body, R"("reason":"QUOTA_EXHAUSTED")"));
  CHECK(Has(refused.body, "Bạn gửi quá nhiều yêu cầu."));
  const int seconds = std::stoi(HeaderOf(refused, "Retry-After"));
  CHECK(seconds >= 1);
  CHECK(seconds <= 30);
  CHECK(HeaderOf(refused, "RateLimit") == "\"submit\";r=0;t=" + std::to_string(seconds));
  const auto told = [&](const std::string& name) {
    return test::Sample(gate.metrics.Text(), name + R"({class="submit"})");
  };
  CHECK(told("motcua_rate_limited_total") == 1);
  CHECK(told("motcua_rate_limit_clients") == 1);
  CHECK(told("motcua_rate_limit_clients_limit") == 65536);

  CHECK(gate.StatusOf(kFile, "binh") == 200);
  CHECK(gate.StatusOf(kUnits, "an") == 200);
  CHECK(HeaderOf(gate.Ask(kUnits, "an"), "RateLimit").empty());
  gate.clock.Advance(absl::Seconds(seconds));
  CHECK(gate.StatusOf(kFile, "an") == 200);
}

TEST_CASE("of tracking only misses count, and they end all tracking", "[gateway][api]") {
  Gate gate(Config("tracking_misses { limit: 2 window { seconds: 60 } }"));
  for (const int status : {200, 200, 404, 200, 400, 503, 404}) {
    CHECK(gate.StatusOf(kTrack, "", status) == status);
  }
  const http::Response refused = gate.Ask(kTrack, "");
  CHECK(refused.status == 429);
  CHECK(Has(refused.body, R"("reason":"TOO_MANY_UNKNOWN_CODES")"));
  CHECK(Has(refused.body, R"("title":"Bạn đã tra cứu quá nhiều mã hồ sơ không tồn tại.)"));
  CHECK(gate.StatusOf(kFile, "") == 200);
  CHECK(gate.StatusOf(kTrack, "an") == 200);
}

TEST_CASE("codes that are looked for at once are admitted as far as the quota goes",
          "[gateway][api]") {
  Gate gate(Config("tracking_misses { limit: 2 window { seconds: 60 } }"));
  CHECK(gate.AskAtOnce(kTrack, {200, 404, 200}) == std::vector<int>{200, 404, 503});
  CHECK(gate.AskAtOnce(kTrack, {404, 200}) == std::vector<int>{404, 503});
  CHECK(gate.StatusOf(kTrack, "") == 429);
}

TEST_CASE("without a configuration sixty codes that are none end tracking", "[gateway][api]") {
  Gate gate({});
  for (int i = 0; i < 60; ++i) REQUIRE(gate.StatusOf(kTrack, "", 404) == 404);
  CHECK(gate.StatusOf(kTrack, "") == 429);
  for (int i = 0; i < 1000; ++i) {
    REQUIRE(gate.StatusOf(kUnits, "") == 200);
    REQUIRE(gate.StatusOf(kFile, "") == 200);
  }
}

TEST_CASE("who is not signed in is told apart by address", "[gateway][api]") {
  Gate gate(Config("browse { limit: 1 }"));
  CHECK(gate.StatusOf(kUnits, "") == 200);
  CHECK(gate.StatusOf(kUnits, "") == 429);
  gate.headers = {{"X-Forwarded-For", "203.0.113.1"}};
  CHECK(gate.StatusOf(kUnits, "") == 429);
  gate.address = "2001:db8::1";
  CHECK(gate.StatusOf(kUnits, "") == 200);
  gate.address = "2001:db8::2";
  CHECK(gate.StatusOf(kUnits, "") == 429);
}

TEST_CASE("a trusted proxy is asked who came to it", "[gateway][api]") {
  Gate gate(Config("browse { limit: 1 } trusted_proxies { networks: '192.0.2.0/24' }"));
  for (const char* client : {"203.0.113.1", "203.0.113.2"}) {
    gate.headers = {{"X-Forwarded-For", client}};
    CHECK(gate.StatusOf(kUnits, "") == 200);
    CHECK(gate.StatusOf(kUnits, "") == 429);
  }
}

TEST_CASE("what is wrong with the limits is told by field", "[gateway][api]") {
  const auto why = [](const std::string& text) {
    return std::string(UsageOf(Config(text)).status().message());
  };
  CHECK(Has(why("browse { limit: -1 }"), "rate_limits.browse.limit: "));
  CHECK(Has(why("submit { window { seconds: 0 } }"), "rate_limits.submit.window: "));
  CHECK(Has(why("submit { window { nanos: 500000000 } }"), "rate_limits.submit.window: "));
  CHECK(Has(why("tracking_misses { window { seconds: 86401 } }"),
            "rate_limits.tracking_misses.window: "));
  CHECK(Has(why("max_clients: -1"), "rate_limits.max_clients: "));
  const auto proxies =
      ProxiesOf(Config("trusted_proxies { networks: 'portal' }").trusted_proxies());
  CHECK(Has(std::string(proxies.status().message()), "rate_limits.trusted_proxies.networks: "));
}

}  // namespace motcua::gateway
