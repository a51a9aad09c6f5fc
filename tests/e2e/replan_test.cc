// A reform over REST, while the programs that carry it out are killed.
#include <atomic>
#include <chrono>
#include <csignal>
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

Answer Replan(Portal& portal, nlohmann::json request) {
  request["planId"] = "reform";
  return portal.Post("/v1/routes:replan", request.dump(),
                     {{"Content-Type", "application/json"}, {"Authorization", kOfficer}});
}

// Asks again, whatever it hears, until the plan is in `state`; its counts.
nlohmann::json AskUntil(const std::string& host, const nlohmann::json& request,
                        const std::string& state) {
  nlohmann::json counts;
  const bool done = Eventually([&] {
    try {
      Portal portal(host);
      const Answer answer = Replan(portal, request);
      if (answer.status() != 200) return false;
      counts = answer.json["counts"];
      return answer.json["state"] == state;
    } catch (const std::exception&) {
      return false;  // The connection went.
    }
  });
  REQUIRE(done);
  return counts;
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

// Kills `program` again and again, and lets it come back, while `work` goes on.
template <typename Work>
void WhileKilling(Production& on, const std::string& program, Work work) {
  std::atomic<bool> done = false;
  std::atomic<int> kills = 0;  // Before it was done.
  std::jthread killer([&] {
    while (!done) {
      std::this_thread::sleep_for(std::chrono::milliseconds(60));
      on.program(program).Signal(SIGKILL);
      if (!done) ++kills;
      on.program(program).Wait();
      on.Restart(program);
      std::this_thread::sleep_for(std::chrono::milliseconds(250));
    }
  });
  work();
  done = true;
  CHECK(kills > 0);
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

  WhileKilling(on, "motcua-routing", [&] {
    CHECK(AskUntil(on.http(), {{"action", "APPLY"}}, "APPLIED")["moved"] == all);
  });
  CheckEach(on.http(), codes, 1, "H26");
  WhileKilling(on, "motcua-intake", [&] {
    CHECK(AskUntil(on.http(), {{"action", "UNDO"}}, "UNDONE")["undone"] == all);
  });
  CheckEach(on.http(), codes, 2, "H26.020");
}

}  // namespace motcua::e2e
