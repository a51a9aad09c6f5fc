#include "libs/rest/answer_cache.h"

#include <catch2/catch.hpp>

#include "tests/support/eventually.h"
#include "tests/support/fake_clock.h"
#include "tests/support/sample.h"
#include "tests/unit/libs/rest/library.h"

namespace motcua::rest {
namespace {

using test::Eventually;
using test::FakeExchange;
using test::FakeRequest;
using test::HeaderOf;
using test::House;

// Answers that several houses share, in memory.
class Shared final : public SharedAnswers {
 public:
  std::optional<std::string> Prefix(const std::string& service) override {
    return service + std::to_string(forgotten.size());
  }
  void Find(const std::string& key,
            std::function<void(std::optional<std::string>)> found) override {
    const auto kept = kept_.find(key);
    found(kept == kept_.end() ? std::nullopt : std::optional<std::string>(kept->second));
  }
  void Keep(const std::string& key, std::string bytes) override { kept_[key] = std::move(bytes); }
  void Forget(const std::string& service) override { forgotten.push_back(service); }

  std::vector<std::string> forgotten;

 private:
  std::map<std::string, std::string> kept_;
};

constexpr absl::Duration kFresh = absl::Seconds(5);

struct On {
  explicit On(AnswerCache::Options cache = {})
      : house([&](DoorOptions& options) {
          cache.fresh = kFresh;
          cache.metrics = options.metrics;
          options.cache = cache;
          options.clock = &clock;
        }) {}

  http::Response Shelf(const std::string& code, const std::string& known = "") {
    FakeRequest request;
    request.target = "/v1/shelves/" + code;
    if (!known.empty()) request.headers["If-None-Match"] = known;
    return house.Ask(request);
  }
  http::Response Write(const std::string& body) {
    FakeRequest request;
    request.verb = "POST";
    request.target = "/v1/books";
    request.text = body;
    request.headers = {{"Content-Type", "application/json"}, {"Idempotency-Key", "k"}};
    return house.Ask(request);
  }
  int calls() { return house.library().bulk_calls; }
  bool Counts(const std::string& result, int count) {
    return test::Sample(house.metrics.Text(), "motcua_cache_total{result=\"" + result + "\"}") ==
           count;
  }

  test::FakeClock clock{absl::FromUnixSeconds(1'800'000'000)};
  House house;
};

}  // namespace

TEST_CASE("what was answered once is given again without a call, with the same headers",
          "[rest][cache]") {
  On on;
  const http::Response first = on.Shelf("7");
  const http::Response second = on.Shelf("7");
  CHECK(on.calls() == 1);
  CHECK(second.status == 200);
  CHECK(second.body == first.body);
  for (const char* const name : {"ETag", "Content-Type", "Cache-Control"}) {
    CHECK(HeaderOf(second, name) == HeaderOf(first, name));
  }
  CHECK(HeaderOf(second, "X-Request-Id") != HeaderOf(first, "X-Request-Id"));
  CHECK(on.Shelf("7", "\"v7\"").status == 304);
  CHECK(on.Shelf("7", "\"v6\"").status == 200);
  CHECK(on.Counts("hit", 3));
  CHECK(on.Counts("miss", 1));
}

TEST_CASE("a question that is put conditionally is kept whole", "[rest][cache]") {
  On on;
  CHECK(on.Shelf("7", "\"v7\"").status == 304);
  CHECK(on.Shelf("7").status == 200);
  CHECK(on.calls() == 1);
}

TEST_CASE("what is no longer fresh is given once more while it is asked for anew",
          "[rest][cache]") {
  On on;
  on.Shelf("7");
  on.clock.Advance(kFresh + absl::Seconds(1));
  for (int i = 0; i < 10; ++i) CHECK(on.Shelf("7").status == 200);
  CHECK(Eventually([&] { return on.calls() == 2; }));
  CHECK(Eventually([&] {
    on.clock.Advance(2 * kFresh + absl::Seconds(1));
    CHECK(on.Shelf("7").status == 200);
    return on.calls() == 3;
  }));
}

TEST_CASE("requests that come at once for what is not kept make one call", "[rest][cache]") {
  On on;
  std::vector<std::shared_ptr<FakeExchange>> exchanges;
  FakeRequest request;
  request.target = "/v1/shelves/7";
  for (int i = 0; i < 200; ++i) exchanges.push_back(on.house.Enter(request));
  for (const auto& exchange : exchanges) CHECK(exchange->Wait().status == 200);
  CHECK(on.calls() == 1);
}

TEST_CASE("too many that wait for one answer are refused", "[rest][cache]") {
  On on({.max_waiting = 0});
  FakeRequest request;
  request.target = "/v1/shelves/slow";
  const auto first = on.house.Enter(request);
  CHECK(on.house.Ask(request).status == 503);
  CHECK(first->Wait().status == 200);
}

TEST_CASE("refusals are not kept", "[rest][cache]") {
  On on;
  CHECK(on.Shelf("lost").status == 404);
  CHECK(on.Shelf("lost").status == 404);
  CHECK(on.calls() == 2);
}

TEST_CASE("after a write to the service nothing older is given", "[rest][cache]") {
  On on;
  on.Shelf("7");
  CHECK(on.Write("{").status == 400);
  on.Shelf("7");
  CHECK(on.calls() == 1);
  CHECK(on.Write("{}").status == 201);
  on.Shelf("7");
  CHECK(on.calls() == 2);
}

TEST_CASE("no more is kept than may be, and what was used last stays", "[rest][cache]") {
  On on({.max_bytes = 10'000});
  for (int i = 0; i < 100; ++i) {
    on.Shelf(std::to_string(i));
    on.Shelf("0");
  }
  CHECK(on.calls() == 100);
  on.Shelf("50");
  CHECK(on.calls() == 101);
}

TEST_CASE("what another process has kept is not asked for again", "[rest][cache]") {
  Shared shared;
  On one({.shared = &shared});
  On other({.shared = &shared});
  const http::Response first = one.Shelf("7");
  CHECK(other.Shelf("7").body == first.body);
  CHECK(HeaderOf(other.Shelf("7"), "ETag") == "\"v7\"");
  CHECK(other.calls() == 0);
  CHECK(other.Counts("shared", 1));
  CHECK(one.Write("{}").status == 201);
  CHECK(one.Shelf("7").status == 200);
  CHECK(one.calls() == 2);
  CHECK(shared.forgotten == std::vector<std::string>{"motcua.fixture.v1"});
}

TEST_CASE("bytes of others that are no answer are not given", "[rest][cache]") {
  Shared shared;
  shared.Keep("motcua.fixture.v10/v1/shelves/7", "rubbish");
  On on({.shared = &shared});
  CHECK(on.Shelf("7").status == 200);
  CHECK(on.calls() == 1);
}

TEST_CASE("a client that leaves does not end a read whose answer is kept", "[rest][cache]") {
  const base::SystemClock clock;
  Meter meter(nullptr, {});
  const auto desk = std::make_shared<Desk>();
  desk->clock = &clock;
  desk->meter = &meter;
  bool has_ended = false;
  Route route;
  route.service = "Library";
  route.serve = [&](std::unique_ptr<Visit> visit) {
    visit->OnLeft([&] { has_ended = true; });
    visit->Respond({});
  };
  const auto exchange = std::make_shared<FakeExchange>(FakeRequest());
  AnswerCache cache({}, clock);
  cache.Serve(route, std::make_unique<Visit>(desk, exchange, rpc::Call(), Visit::Place()));
  exchange->Leave();
  CHECK_FALSE(has_ended);
}

}  // namespace motcua::rest
