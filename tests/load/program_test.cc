// motcua-load as its users start it, against a server that misbehaves as told.
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <mutex>
#include <set>
#include <thread>

#include "catch2/catch.hpp"
#include "tests/load/tiny_server.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace motcua::load {
namespace {

using Json = nlohmann::json;
using Reply = TinyServer::Reply;

struct Result {
  int code = 0;
  Json report;

  // Every request of the window is accounted for, once.
  bool AddsUp() const {
    uint64_t sum = report["answered"];
    for (const char* const kind :
         {"status", "not_modified", "body", "malformed", "lost", "queue_full", "unanswered"}) {
      sum += report["errors"][kind].get<uint64_t>();
    }
    return sum > 0 && sum == report["requests"];
  }
  int Errors(const char* kind) const { return report["errors"][kind]; }
};

const std::string kProgram = MOTCUA_BIN "/motcua-load";

class Runs {
 public:
  Result Run(const std::string& mode, const TinyServer& server,
             const std::vector<std::string>& more) {
    std::vector<std::string> argv = {kProgram,           mode,     "--target",
                                     server.host_port(), "--json", folder_ / "report.json"};
    argv.insert(argv.end(), more.begin(), more.end());
    test::Process process(argv, folder_ / "log");
    Result result{process.Wait()};
    INFO(process.Log());
    REQUIRE(result.code < 2);
    std::ifstream(folder_ / "report.json") >> result.report;
    return result;
  }
  std::string File(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
    return folder_ / name;
  }

 private:
  const test::TempDir folder_;
};

Reply Fine(int /*nth*/, std::string_view /*request*/) {
  return {Ok("fine")};
}

const std::vector<std::string> kShort = {"--get=/", "--connections=8", "--seconds=0.3",
                                         "--warmup=0.1"};

std::vector<std::string> ShortAnd(const std::vector<std::string>& more) {
  std::vector<std::string> all = kShort;
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace

// With eight connections only eight requests are under way when the server stalls, under a half per
// cent: whoever counts from the time of sending sees no stall in the p99.
TEST_CASE("a stall is charged to every request that was due meanwhile", "[load]") {
  TinyServer server([](int nth, std::string_view /*request*/) -> Reply {
    if (nth == 1000) std::this_thread::sleep_for(std::chrono::milliseconds(300));
    return {Ok("fine")};
  });
  const Result result = Runs().Run(
      "open", server, {"--get=/", "--rate=1000", "--connections=8", "--seconds=2", "--warmup=0.2"});
  CHECK(result.code == 0);
  CHECK(result.AddsUp());
  CHECK(result.report["requests"] == result.report["answered"]);
  CHECK(result.report["requests"].get<double>() == Approx(2000).margin(250));
  // 300 of 2,000 were due in the stall; a third of them waited more than 200 ms.
  const Json& latency = result.report["latency_ms"];
  CHECK(latency["p50"] < 100);
  CHECK(latency["p90"] > 50);
  CHECK(latency["p99"] > 200);
  CHECK(latency["max"] > 290);
}

TEST_CASE("what a stalled server has not answered and what has no room are counted", "[load]") {
  TinyServer server([](int nth, std::string_view /*request*/) -> Reply {
    if (nth == 100) std::this_thread::sleep_for(std::chrono::milliseconds(1500));
    return {Ok("fine")};
  });
  const Result result = Runs().Run("open", server,
                                   {"--get=/", "--rate=1000", "--connections=4", "--max-queue=20",
                                    "--seconds=0.5", "--warmup=0", "--grace=0.1"});
  CHECK(result.code == 1);
  CHECK(result.AddsUp());
  CHECK(result.Errors("unanswered") == 4 * 21);
  CHECK(result.Errors("queue_full") > 100);
}

TEST_CASE("right answers are all there is to tell of a server that is well", "[load]") {
  const std::string mode = GENERATE(as<std::string>{}, "closed", "open");
  TinyServer server(Fine);
  const std::string pid = std::to_string(getpid());
  auto more = ShortAnd({"--check-body-contains=fin", "--watch=self:" + pid, "--commit=c0ffee"});
  if (mode == "open") more.insert(more.end(), {"--every", "0.01-0.1"});
  const Result result = Runs().Run(mode, server, more);
  CHECK(result.code == 0);
  CHECK(result.AddsUp());
  CHECK(result.report["errors"]["all"] == 0);
  CHECK(result.report["requests"] > 20);
  CHECK(result.report["requests_per_second"] > 60);
  CHECK(result.report["connections"]["opened"] == 8);
  CHECK(result.report["commit"] == "c0ffee");
  REQUIRE(result.report["processes"].size() == 2);
  CHECK(result.report["processes"][0]["pids"] == Json{getpid()});
  CHECK(result.report["processes"][0]["peak_rss_bytes"] > 1'000'000);
  CHECK(result.report["processes"][1]["name"] == "load");
}

TEST_CASE("codes that are not expected are errors, by code", "[load]") {
  TinyServer server([](int nth, std::string_view /*request*/) -> Reply {
    if (nth % 10 == 0) return {"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"};
    return {nth % 10 == 1 ? "HTTP/1.1 404 None\r\nContent-Length: 0\r\n\r\n" : Ok("fine")};
  });
  Runs runs;
  const Result result = runs.Run("closed", server, ShortAnd({"--expect=200,404"}));
  CHECK(result.code == 1);
  CHECK(result.AddsUp());
  CHECK(result.Errors("status") > 0);
  CHECK(result.report["errors"]["by_status"] == Json{{"503", result.Errors("status")}});
  const Result allowed = runs.Run("closed", server, ShortAnd({"--allow-errors"}));
  CHECK(allowed.code == 0);
  CHECK(allowed.report["errors"]["by_status"].size() == 2);
}

TEST_CASE("a body without its text is an error", "[load]") {
  TinyServer server([](int nth, std::string_view /*request*/) -> Reply {
    return {Ok(nth % 5 == 0 ? "bad" : "fine")};
  });
  const Result result = Runs().Run("closed", server, ShortAnd({"--check-body-contains=fine"}));
  CHECK(result.code == 1);
  CHECK(result.AddsUp());
  CHECK(result.Errors("body") > 0);
  CHECK(result.Errors("body") == result.report["errors"]["all"]);
}

TEST_CASE("a connection that ends before the answer is an error, and opened again", "[load]") {
  const std::string cut =
      GENERATE(as<std::string>{}, "", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
  TinyServer server([cut](int nth, std::string_view /*request*/) -> Reply {
    if (nth % 20 == 0) return {cut, true};
    return {Ok("fine")};
  });
  const Result result = Runs().Run("closed", server, ShortAnd({}));
  CHECK(result.code == 1);
  CHECK(result.AddsUp());
  CHECK(result.Errors("lost") > 0);
  CHECK(result.Errors("lost") == result.report["errors"]["all"]);
  CHECK(result.report["connections"]["closed_by_server"] >= result.Errors("lost"));
  CHECK(result.report["connections"]["opened"] > 8);
}

TEST_CASE("a connection that ends after its answer is counted, and no error", "[load]") {
  const std::string answer = GENERATE(as<std::string>{}, Ok("fine", "Connection: close\r\n"),
                                      "HTTP/1.1 200 OK\r\n\r\nfine");
  TinyServer server([answer](int /*nth*/, std::string_view /*request*/) -> Reply {
    return {answer, true};
  });
  const Result result = Runs().Run("closed", server, ShortAnd({"--check-body-contains=fine"}));
  CHECK(result.code == 0);
  CHECK(result.AddsUp());
  CHECK(result.report["connections"]["closed_by_server"] >= result.report["requests"]);
}

TEST_CASE("bytes that are no answer, or one too many, are errors", "[load]") {
  const std::string bytes = GENERATE(as<std::string>{}, "SSH-2.0\r\n", Ok("fine") + Ok("more"));
  TinyServer server([bytes](int nth, std::string_view /*request*/) -> Reply {
    return {nth % 20 == 0 ? bytes : Ok("fine")};
  });
  const Result result = Runs().Run("closed", server, ShortAnd({}));
  CHECK(result.code == 1);
  CHECK(result.AddsUp());
  CHECK(result.Errors("malformed") > 0);
}

TEST_CASE("an ETag is learned, and 304 expected for it", "[load]") {
  std::string tag;
  TinyServer server([&tag](int nth, std::string_view request) -> Reply {
    if (nth % 100 == 1) tag = "\"" + std::to_string(nth) + "\"";  // It changes now and then.
    if (request.find("If-None-Match: " + tag + "\r\n") == std::string_view::npos) {
      return {Ok("fine", "ETag: " + tag + "\r\n")};
    }
    return {"HTTP/1.1 304 Not Modified\r\nETag: " + tag + "\r\n\r\n"};
  });
  const Result result = Runs().Run("closed", server, ShortAnd({"--if-none-match=auto"}));
  CHECK(result.code == 0);
  CHECK(result.AddsUp());
}

TEST_CASE("200 for an ETag that still holds is an error", "[load]") {
  TinyServer server([](int /*nth*/, std::string_view /*request*/) -> Reply {
    return {Ok("fine", "ETag: \"1\"\r\n")};
  });
  const Result result = Runs().Run("closed", server, ShortAnd({"--if-none-match=auto"}));
  CHECK(result.code == 1);
  CHECK(result.AddsUp());
  CHECK(result.Errors("not_modified") > 0);
}

TEST_CASE("each filing has a key of its own", "[load]") {
  std::set<std::string> keys;
  std::set<std::string> numbers;
  int requests = 0;
  bool same = true;
  {
    TinyServer server([&](int nth, std::string_view request) -> Reply {
      const std::string_view key = request.substr(request.find("Key: ") + 5, 36);
      const size_t body = request.find("\r\n\r\n") + 4;
      same = same && request.substr(body, 36) == key && request.starts_with("POST /v1/dossiers ");
      keys.emplace(key);
      numbers.emplace(request.substr(body + 37));
      requests = nth;
      return {Ok("fine")};
    });
    Runs runs;
    const std::string body = runs.File("body", "{uuid} {n}");
    const Result result =
        runs.Run("closed", server,
                 {"--post=/v1/dossiers", "--body-file", body, "--seconds=0.3",
                  "--header=Idempotency-Key: {uuid}", "--connections=8", "--processes=3"});
    CHECK(result.code == 0);
  }
  CHECK(same);
  CHECK(requests > 100);
  CHECK(keys.size() == static_cast<size_t>(requests));
  CHECK(numbers.size() == static_cast<size_t>(requests));
}

TEST_CASE("idle connections that a server ends are missed", "[load]") {
  TinyServer server([](int nth, std::string_view /*request*/) -> Reply {
    return {Ok("fine"), nth % 10 == 0 && nth <= 100};
  });
  const Result result =
      Runs().Run("idle", server, {"--get=/", "--connections=100", "--seconds=0.2"});
  CHECK(result.code == 1);
  CHECK(result.AddsUp());
  CHECK(result.report["idle"] ==
        Json{{"greeted", 100}, {"gone_while_idle", 10}, {"alive_at_the_end", 90}});
  CHECK(result.report["errors"]["all"] == 10);
}

TEST_CASE("idle connections that stay are all alive, and their memory is told", "[load]") {
  TinyServer server(Fine);
  const Result result = Runs().Run("idle", server,
                                   {"--get=/", "--connections=200", "--seconds=0.2",
                                    "--watch=self:" + std::to_string(getpid())});
  CHECK(result.code == 0);
  CHECK(result.report["idle"]["alive_at_the_end"] == 200);
  const Json& self = result.report["processes"][0];
  CHECK(self["anon_bytes_before"] > 100'000);
  CHECK(self["anon_bytes_per_connection"].is_number());
}

TEST_CASE("without a server, or without the process to watch, there is no report", "[load]") {
  const test::TempDir folder;
  std::string gone;
  { gone = TinyServer(Fine).host_port(); }
  const auto run = [&folder](const std::vector<std::string>& more) {
    std::vector<std::string> argv = {kProgram, "closed", "--get=/", "--seconds=0.1",
                                     "--connections=4"};
    argv.insert(argv.end(), more.begin(), more.end());
    test::Process process(argv, folder / "log");
    return process.Wait();
  };
  CHECK(run({"--target", gone}) == 2);
  TinyServer server(Fine);
  CHECK(run({"--target", server.host_port(), "--watch=none:2147483646"}) == 2);
  CHECK(run({"--target", server.host_port(), "--json=/nowhere/report.json"}) == 2);
  CHECK(run({"--target", server.host_port()}) == 0);
}

}  // namespace motcua::load
