// A reform over REST, while the programs that carry it out are killed.
#include <chrono>
#include <csignal>
#include <future>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "catch2/catch.hpp"
#include "tests/e2e/deployment.h"
#include "tests/e2e/portal.h"

namespace motcua::e2e {
namespace {

constexpr int kDossiers = 1200;
constexpr int kFilers = 8;
constexpr int kKills = 8;
constexpr std::chrono::seconds kPatience{60};

Answer Replan(Portal& portal, nlohmann::json request) {
  request["planId"] = "reform";
  return portal.Post("/v1/routes:replan", request.dump(),
                     {{"Content-Type", "application/json"}, {"Authorization", kOfficer}});
}

// Asks again, whatever it hears, until the plan is in `state`; its counts, or none when it does not
// come to that.
nlohmann::json AskUntil(const std::string& host, const nlohmann::json& request,
                        const std::string& state) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < end) {
    try {
      Portal portal(host);
      const Answer answer = Replan(portal, request);
      if (answer.status() == 200 && answer.json["state"] == state) return answer.json["counts"];
    } catch (const std::exception&) {
      // The connection went.
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return {};
}

std::vector<std::string> FileMany(const std::string& host) {
  std::mutex mutex;
  std::vector<std::string> codes;
  const std::string paper =
      Portal(host)
          .Post("/v1/papers", AnyPaper(), {{"Content-Type", "image/png"}, {"Idempotency-Key", "p"}})
          .json["id"];
  std::vector<std::jthread> filers;
  for (int filer = 0; filer < kFilers; ++filer) {
    filers.emplace_back([&, filer] {
      Portal portal(host);
      for (int i = filer; i < kDossiers; i += kFilers) {
        const Answer filed =
            portal.PostJson("/v1/dossiers", BirthDossier(paper), "d" + std::to_string(i));
        const std::lock_guard lock(mutex);
        if (filed.status() == 201) codes.push_back(filed.json["code"]);
      }
    });
  }
  filers.clear();
  REQUIRE(codes.size() == kDossiers);
  return codes;
}

// Kills `program` some times, and lets it come back, while somebody asks; what that one was told.
nlohmann::json WhileKilling(Production& on, const std::string& program, const char* action,
                            const char* state) {
  const std::string host = on.http();
  auto asking = std::async(std::launch::async, [=] {
    return AskUntil(host, {{"action", action}}, state);
  });
  int kills = 0;  // Before it was done.
  while (kills < kKills &&
         asking.wait_for(std::chrono::milliseconds(60)) != std::future_status::ready) {
    // By this thread: a program ends with the thread that started it.
    on.program(program).Signal(SIGKILL);
    ++kills;
    on.program(program).Wait();
    on.Restart(program);
  }
  CHECK(kills > 0);
  return asking.get();
}

// How often each dossier was moved, and where it lies.
void CheckEach(const std::string& host, const std::vector<std::string>& codes, int moves,
               const std::string& agency) {
  Portal portal(host);
  for (const std::string& code : codes) {
    CAPTURE(code);
    const Answer dossier = portal.Get("/v1/dossiers/" + code);
    REQUIRE(dossier.json["competentAgency"]["code"] == agency);
    const Answer history = portal.Get("/v1/dossiers/" + code + "/history");
    int moved = 0;
    for (const auto& event : history.json["events"]) moved += event["kind"] == "MOVED" ? 1 : 0;
    REQUIRE(moved == moves);
  }
}

}  // namespace

TEST_CASE("a reform is carried out and undone while routing and intake are killed", "[e2e]") {
  Production on;
  on.Start();
  const std::vector<std::string> codes = FileMany(on.http());
  const nlohmann::json preview = {
      {"action", "PREVIEW"},
      {"proposal",
       {{"day", "2026-11-23"},
        {"basis", "1/NQ-HĐND"},
        {"reason", "Chuyển thẩm quyền."},
        {"reasonEn", "Competence has changed."},
        {"handovers", {{{"fromAgency", "H26.020"}, {"toAgency", "H26"}}}}}}};
  const std::string all = std::to_string(kDossiers);
  CHECK(AskUntil(on.http(), preview, "PREVIEWED")["planned"] == all);
  CheckEach(on.http(), {codes.front(), codes.back()}, 0, "H26.020");

  CHECK(WhileKilling(on, "motcua-routing", "APPLY", "APPLIED")["moved"] == all);
  CheckEach(on.http(), codes, 1, "H26");
  CHECK(WhileKilling(on, "motcua-intake", "UNDO", "UNDONE")["undone"] == all);
  CheckEach(on.http(), codes, 2, "H26.020");
}

}  // namespace motcua::e2e
