// What callers hear while programs and the database are killed under them.
#include <atomic>
#include <csignal>
#include <mutex>
#include <set>
#include <thread>

#include "catch2/catch.hpp"
#include "tests/e2e/deployment.h"
#include "tests/e2e/portal.h"

namespace motcua::e2e {
namespace {

const std::vector<std::string> kNone;

// Callers who go on reading and filing, and note what is not an answer: whatever is neither right
// nor an honest 503.
class Callers {
 public:
  explicit Callers(Deployment& on) : on_(on) {
    Portal portal(on.http());
    paper_ = portal
                 .Post("/v1/papers", AnyPaper(),
                       {{"Content-Type", "image/png"}, {"Idempotency-Key", "paper"}})
                 .json["id"];
    for (const char* const path : {"/v1/procedures/1.001193", "/v1/units/00235",
                                   "/v1/routes:resolve?procedure=1.001193&unit=00235"
                                   "&at=2026-11-23T09:00:00%2B07:00"}) {
      right_[path] = portal.Get(path).response.body;
    }
    for (const auto& [path, body] : right_) {
      threads_.emplace_back([this, path = path, body = body] { Read(path, body); });
    }
    for (int filer = 0; filer < 3; ++filer) {
      threads_.emplace_back([this, filer] { File(filer); });
    }
  }
  ~Callers() { Stop(); }

  void Stop() {
    stopping_ = true;
    threads_.clear();
  }
  // Whether so many more answers have come, to each of the callers.
  bool GoOn(int more) {
    const int until = answered_ + more;
    return Eventually([&] { return answered_ >= until; });
  }

  int refused() const { return refused_; }
  int cut() const { return cut_; }
  std::vector<std::string> wrong() {
    const std::lock_guard lock(mutex_);
    return wrong_;
  }
  // Every code that a filing was answered with, by its key.
  std::map<std::string, std::set<std::string>> filed() {
    const std::lock_guard lock(mutex_);
    return filed_;
  }

 private:
  // What `ask` gives, once it is no refusal; or nothing when it is time to stop.
  template <typename Ask>
  std::optional<Answer> AskUntilAnswered(Ask ask) {
    while (!stopping_) {
      try {
        Answer answer = ask();
        if (answer.status() != 503) {
          ++answered_;
          return answer;
        }
        ++refused_;
        if (answer.response.header("Retry-After").empty()) Wrong("503 without Retry-After");
      } catch (const std::exception&) {
        ++cut_;  // The gateway itself went.
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return std::nullopt;
  }

  void Read(const std::string& path, const std::string& body) {
    Portal portal(on_.http());
    while (!stopping_) {
      const auto answer = AskUntilAnswered([&] { return portal.Get(path); });
      if (!answer || (answer->status() == 200 && answer->response.body == body)) continue;
      Wrong(path + ": " + std::to_string(answer->status()) + " " + answer->response.body);
    }
  }

  void File(int filer) {
    Portal portal(on_.http());
    for (int i = 0; !stopping_; ++i) {
      const std::string key = std::to_string(filer) + "/" + std::to_string(i);
      const auto file = [&] { return portal.PostJson("/v1/dossiers", BirthDossier(paper_), key); };
      const auto answer = AskUntilAnswered(file);
      if (!answer) return;
      if (answer->status() != 201) {
        Wrong("filing: " + std::to_string(answer->status()) + " " + answer->response.body);
        continue;
      }
      const std::string code = answer->json["code"];
      const auto tracked = AskUntilAnswered([&] { return portal.Get("/v1/tracking/" + code); });
      if (tracked && tracked->status() != 200) Wrong("lost: " + code);
      // A retry is told the same.
      const auto again = AskUntilAnswered(file);
      const std::lock_guard lock(mutex_);
      filed_[key].insert(code);
      if (again) filed_[key].insert(again->json.value("code", again->response.body));
    }
  }

  void Wrong(const std::string& what) {
    const std::lock_guard lock(mutex_);
    wrong_.push_back(what);
  }

  Deployment& on_;
  std::string paper_;
  std::map<std::string, std::string> right_;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> answered_ = 0;
  std::atomic<int> refused_ = 0;
  std::atomic<int> cut_ = 0;
  std::mutex mutex_;
  std::vector<std::string> wrong_;
  std::map<std::string, std::set<std::string>> filed_;
  std::vector<std::jthread> threads_;
};

void CheckFilings(Callers& callers) {
  std::set<std::string> codes;
  for (const auto& [key, answers] : callers.filed()) {
    CHECK(answers.size() == 1);
    codes.insert(answers.begin(), answers.end());
  }
  CHECK(codes.size() == callers.filed().size());
}

void Kill(Deployment& on, const std::string& name) {
  on.program(name).Signal(SIGKILL);
  on.program(name).Wait();
}

}  // namespace

TEST_CASE("while each program is killed and comes back, callers hear the truth or an honest 503",
          "[e2e]") {
  Production on;
  on.Start();
  Callers callers(on);
  REQUIRE(callers.GoOn(50));
  const std::vector<std::string> names = on.started();
  for (const std::string& name : names) {
    INFO(name);
    Kill(on, name);
    on.Restart(name);
    CHECK(callers.GoOn(100));
  }
  callers.Stop();
  CHECK(callers.wrong() == kNone);
  CHECK(callers.refused() > 0);
  CheckFilings(callers);
}

TEST_CASE("while the database goes down and comes back, callers hear the truth or an honest 503",
          "[e2e]") {
  Production on;
  on.Start();
  Callers callers(on);
  REQUIRE(callers.GoOn(50));
  on.postgres().Kill();
  CHECK(Eventually([&] { return callers.refused() > 20; }));
  on.postgres().Start();
  CHECK(callers.GoOn(200));
  callers.Stop();
  CHECK(callers.wrong() == kNone);
  CHECK(callers.cut() == 0);
  CheckFilings(callers);
}

TEST_CASE("while one of two gateways is killed, the other answers", "[e2e]") {
  Production on;
  on.Start();
  Kill(on, "motcua-gateway");
  for (int i = 0; i < 50; ++i) {
    Portal portal(on.http());  // Each time a connection of its own.
    CHECK(portal.Get("/v1/units/00235").status() == 200);
  }
}

TEST_CASE(
    "of one filing sent a thousand times at once over two gateways and two intakes, one "
    "dossier is kept",
    "[e2e]") {
  Production on;
  on.Start();
  Portal portal(on.http());
  const std::string paper =
      portal
          .Post("/v1/papers", AnyPaper(), {{"Content-Type", "image/png"}, {"Idempotency-Key", "p"}})
          .json["id"];
  constexpr int kCallers = 100;
  constexpr int kEach = 10;
  std::mutex mutex;
  std::multiset<std::string> answers;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kCallers; ++i) {
      threads.emplace_back([&] {
        for (int j = 0; j < kEach; ++j) {
          Portal own(on.http());
          const Answer filed = own.PostJson("/v1/dossiers", BirthDossier(paper), "one");
          const std::lock_guard lock(mutex);
          answers.insert(std::to_string(filed.status()) + filed.response.body);
        }
      });
    }
  }
  CHECK(answers.size() == kCallers * kEach);
  CHECK(answers.count(*answers.begin()) == kCallers * kEach);
  CHECK(answers.begin()->starts_with("201"));
  CHECK(on.postgres().Query("intake", "SELECT count(*) FROM dossiers") == "1");
  CHECK(on.postgres().Query("intake", "SELECT last FROM sequences") == "1");
  // Both of each have had their part.
  for (const char* const name :
       {"motcua-gateway", "motcua-gateway.2", "motcua-intake", "motcua-intake.2"}) {
    INFO(name);
    const std::string metrics = test::HttpClient(on.admin().at(name)).Get("/metrics").body;
    const bool gateway = std::string(name).starts_with("motcua-gateway");
    const std::string sample = gateway ? "method=\"POST\",route=\"/v1/dossiers\""
                                       : "method=\"IntakeService/CreateDossier\"";
    CHECK(metrics.find(sample) != std::string::npos);
  }
}

}  // namespace motcua::e2e
