// What gateways tell one another by a real Redis, without the gateways.
#include "services/gateway/clients/redis_answers.h"

#include <future>

#include "catch2/catch.hpp"
#include "tests/support/eventually.h"
#include "tests/support/redis_server.h"

namespace motcua::gateway {
namespace {

using test::Eventually;

constexpr char kCatalog[] = "CatalogService";

// What one gateway has of it.
class Gateway {
 public:
  explicit Gateway(const std::string& node) {
    redis::ClientOptions options;
    options.nodes = {node};
    options.metrics = &metrics_;
    client_ = redis::Client::Start(options).value();
    answers_ = RedisAnswers::Start({{node}}, *client_, metrics_,
                                   [this](const std::optional<std::string>& service) {
                                     ++(service == kCatalog ? told : gaps);
                                   })
                   .value();
  }
  // What is owed to the answers is told to them.
  ~Gateway() { client_.reset(); }
  Gateway(const Gateway&) = delete;
  Gateway& operator=(const Gateway&) = delete;

  RedisAnswers& answers() { return *answers_; }
  std::optional<std::string> Prefix() { return answers_->Prefix(kCatalog); }
  std::optional<std::string> Find(const std::string& key) {
    const auto found = std::make_shared<std::promise<std::optional<std::string>>>();
    answers_->Find(key, [found](auto bytes) { found->set_value(std::move(bytes)); });
    return found->get_future().get();
  }
  bool connected() { return client_->connected() == 1 && gaps > 0; }

  std::atomic<int> told = 0;
  std::atomic<int> gaps = 0;

 private:
  obs::Metrics metrics_;
  std::unique_ptr<redis::Client> client_;
  std::unique_ptr<RedisAnswers> answers_;
};

struct On {
  test::RedisServer redis;
  Gateway a{redis.node()};
  Gateway b{redis.node()};

  On() {
    REQUIRE(Eventually([&] { return a.connected() && b.connected(); }));
    REQUIRE(Agreed());
  }
  // Both come to know the same number.
  bool Agreed() {
    return Eventually([&] { return a.Prefix() && a.Prefix() == b.Prefix(); });
  }
};

}  // namespace

TEST_CASE("what one gateway keeps another one finds", "[contract][gateway]") {
  On on;
  const std::string key = *on.a.Prefix() + "/v1/procedures/1.001193";
  on.a.answers().Keep(key, "answer");
  CHECK(Eventually([&] { return on.b.Find(key) == "answer"; }));
  CHECK(on.b.Find(*on.b.Prefix() + "another") == std::nullopt);
}

TEST_CASE("after a write, what was kept before it is found by nobody", "[contract][gateway]") {
  On on;
  const std::optional<std::string> before = on.a.Prefix();
  on.a.answers().Forget(kCatalog);
  CHECK(Eventually([&] { return on.b.told == 1; }));
  CHECK(on.b.Prefix() != before);
  CHECK(on.Agreed());
  CHECK(on.a.Prefix() != before);
  CHECK(on.a.told == 0);
}

TEST_CASE("while a write is not told of, who wrote neither finds nor keeps",
          "[contract][gateway]") {
  On on;
  const std::optional<std::string> before = on.a.Prefix();
  on.redis.Pause();
  on.a.answers().Forget(kCatalog);
  CHECK(on.a.Prefix() == std::nullopt);
  on.redis.Resume();
  CHECK(on.Agreed());
  CHECK(on.a.Prefix() != before);
}

TEST_CASE("a write while Redis is away is told of when it is back", "[contract][gateway]") {
  On on;
  on.a.answers().Forget(kCatalog);
  REQUIRE(Eventually([&] { return on.b.told == 1; }));
  REQUIRE(on.Agreed());
  on.redis.Kill();
  REQUIRE(Eventually([&] { return !on.a.connected() && !on.b.connected(); }));
  on.a.answers().Forget(kCatalog);
  on.redis.Start();
  CHECK(on.Agreed());
  CHECK(std::stoi(on.redis.Ask({"GET", "motcua:writes:CatalogService"})) >= 1);
  CHECK(Eventually([&] { return on.b.gaps > 1; }));
}

TEST_CASE("a wiped Redis makes gateways agree anew", "[contract][gateway]") {
  On on;
  for (int i = 1; i <= 3; ++i) {
    on.a.answers().Forget(kCatalog);
    REQUIRE(Eventually([&] { return on.b.told == i; }));
  }
  REQUIRE(on.Agreed());
  const std::optional<std::string> before = on.a.Prefix();
  on.redis.Ask({"FLUSHALL"});
  on.a.answers().Forget(kCatalog);
  REQUIRE(Eventually([&] { return on.b.told == 4; }));
  CHECK(on.Agreed());
  CHECK(on.a.Prefix() != before);
}

TEST_CASE("news that come late do not bring back what was kept before", "[contract][gateway]") {
  On on;
  const auto publish = [&](const std::string& news) {
    const int before = on.b.told;
    on.redis.Ask({"PUBLISH", "motcua:written", news});
    return Eventually([&] { return on.b.told > before; });
  };
  on.redis.Ask({"SET", "motcua:writes:CatalogService", "8"});
  REQUIRE(publish("another 8 CatalogService"));
  const std::optional<std::string> prefix = on.b.Prefix();
  CHECK(prefix);
  REQUIRE(publish("another 7 CatalogService"));
  CHECK(on.b.Prefix() == std::nullopt);
  CHECK(Eventually([&] { return on.b.Prefix() == prefix; }));
}

}  // namespace motcua::gateway
