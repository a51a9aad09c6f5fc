// What replicas of intake tell one another by a real Redis, without the replicas.
#include <atomic>
#include <mutex>
#include <set>

#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "services/intake/clients/replicas.h"
#include "tests/support/eventually.h"
#include "tests/support/redis_server.h"
#include "tests/support/sample.h"

namespace motcua::intake {
namespace {

using test::Eventually;

constexpr char kMeet[] = "H26.021.00-251122-9999";

// One replica, and what it has heard of: province and dossier.
class Replica {
 public:
  explicit Replica(const std::string& node)
      : replicas_(Replicas::Start({node}, metrics_, [this](std::span<const News> news) {
                    const std::lock_guard lock(mutex_);
                    // Those who meet do so in messages of their own.
                    woken += news.empty() || news.front().dossier_code != kMeet;
                    for (const News& one : news) {
                      if (one.dossier_code == kMeet) {
                        met = true;
                        continue;
                      }
                      heard_.insert(base::Cat(one.province_code, "/", one.dossier_code));
                    }
                  }).value()) {}

  void Tell(const std::vector<News>& news) { replicas_->Tell(news); }
  std::multiset<std::string> heard() {
    const std::lock_guard lock(mutex_);
    return heard_;
  }
  double counted() { return test::Sample(metrics_.Text(), "motcua_replica_news_total"); }

  std::atomic<bool> met = false;
  std::atomic<int> woken = 0;

 private:
  std::mutex mutex_;
  std::multiset<std::string> heard_;
  obs::Metrics metrics_;
  const std::unique_ptr<Replicas> replicas_;
};

struct On {
  test::RedisServer redis;
  Replica a{redis.node()};
  Replica b{redis.node()};

  On() { Meet(); }
  // Until each hears the other.
  void Meet() {
    REQUIRE(Eventually([&] {
      a.Tell({{"00", kMeet}});
      return b.met.load();
    }));
    REQUIRE(Eventually([&] {
      b.Tell({{"00", kMeet}});
      return a.met.load();
    }));
  }
};

}  // namespace

TEST_CASE("a replica hears what the other one has committed, and not itself",
          "[contract][intake]") {
  On on;
  const double before = on.b.counted();
  on.a.Tell({{"01", "H26.021.00-251122-0001"}, {"79", "H29.001.00-251122-0007"}});
  CHECK(Eventually([&] { return on.b.heard().contains("79/H29.001.00-251122-0007"); }));
  CHECK(on.b.heard().count("01/H26.021.00-251122-0001") == 1);
  CHECK(on.b.counted() - before >= 2);
  // What came back to it would have come by now: messages keep their order.
  on.b.Tell({{"31", "H24.001.00-251122-0003"}});
  CHECK(Eventually([&] { return on.a.heard().contains("31/H24.001.00-251122-0003"); }));
  CHECK_FALSE(on.a.heard().contains("01/H26.021.00-251122-0001"));
}

TEST_CASE("a whole group of writes goes in one message", "[contract][intake]") {
  On on;
  std::vector<News> group;
  for (int i = 0; i < 4096; ++i)
    group.push_back({"01", base::Cat("H26.021.00-251122-", 10'000 + i)});
  on.a.Tell(group);
  CHECK(Eventually([&] { return on.b.heard().contains("01/H26.021.00-251122-14095"); }));
  CHECK(on.b.heard().contains("01/H26.021.00-251122-10000"));
}

TEST_CASE("a message that is none wakes nobody", "[contract][intake]") {
  On on;
  const int before = on.b.woken;
  // The last two are what other streams wait for.
  for (const char* const message :
       {"", "\n", "x", "x\n\n\n", "x\nwithoutspace\n", "x\n01 push", "x\n01 *"}) {
    on.redis.Ask({"PUBLISH", "motcua:events", message});
  }
  on.redis.Ask({"PUBLISH", "motcua:events", "x\n01 H26.021.00-251122-0001"});
  CHECK(Eventually([&] { return on.b.heard().contains("01/H26.021.00-251122-0001"); }));
  CHECK(on.b.heard().size() == 1);
  CHECK(on.b.woken == before + 1);
}

TEST_CASE("a Redis that goes is no reason to wait, and is found again", "[contract][intake]") {
  On on;
  on.redis.Kill();
  for (int i = 0; i < 1000; ++i) on.a.Tell({{"01", "H26.021.00-251122-0001"}});
  on.redis.Start();
  CHECK(Eventually([&] {
    on.a.Tell({{"01", "H26.021.00-251122-0002"}});
    return on.b.heard().contains("01/H26.021.00-251122-0002");
  }));
}

}  // namespace motcua::intake
