#include "tests/load/plan.h"

#include <fstream>
#include <sstream>

#include "catch2/catch.hpp"
#include "tests/support/temp_dir.h"

namespace motcua::load {
namespace {

absl::StatusOr<Plan> Parse(const std::vector<std::string>& arguments) {
  std::vector<const char*> texts;
  for (const std::string& argument : arguments) texts.push_back(argument.c_str());
  return ParseArguments(texts);
}

// `closed`, a target, a path, and these.
absl::StatusOr<Plan> ParseMore(std::vector<std::string> more, const std::string& mode = "closed") {
  more.insert(more.begin(), {mode, "--target", "127.0.0.1:80", "--get", "/"});
  return Parse(more);
}

}  // namespace

TEST_CASE("the command line becomes a plan", "[load]") {
  const test::TempDir folder;
  std::ofstream(folder / "body") << "{\"n\": {n}}\n";
  std::ofstream(folder / "paths") << "/one\n\n2*/two:resolve?a=b\n";
  const auto plan = Parse({"open",
                           "--target=127.0.0.1:8080",
                           "--target",
                           "localhost:81",
                           "--get",
                           "0.5*/v1/units",
                           "--post=/v1/dossiers",
                           "--paths-file",
                           folder / "paths",
                           "--body-file",
                           folder / "body",
                           "--header",
                           "Accept: a=b",
                           "--expect=200,201",
                           "--rate",
                           "1500.5",
                           "--if-none-match=auto",
                           "--watch",
                           "a:b:17",
                           "--connections=9",
                           "--seed",
                           "18446744073709551615",
                           "--allow-errors"});
  REQUIRE(plan.ok());
  CHECK(plan->mode == Mode::kOpen);
  REQUIRE(plan->targets.size() == 2);
  CHECK(plan->targets[0].host_port == "127.0.0.1:8080");
  CHECK(ntohs(plan->targets[1].address.sin_port) == 81);
  REQUIRE(plan->requests.size() == 4);
  CHECK(plan->requests[0].weight == 0.5);
  CHECK(plan->requests[1].method == "POST");
  CHECK(plan->requests[1].has_body);
  CHECK(plan->requests[2].path == "/one");
  CHECK(plan->requests[3].path == "/two:resolve?a=b");
  CHECK(plan->requests[3].weight == 2);
  CHECK(plan->body == "{\"n\": {n}}\n");
  CHECK(plan->headers == std::vector<std::string>{"Accept: a=b"});
  CHECK(plan->expected == std::vector{200, 201});
  CHECK(plan->rate == 1500.5);
  CHECK(plan->if_none_match);
  CHECK(plan->watched.front().name == "a:b");
  CHECK(plan->watched.front().pid == 17);
  CHECK(plan->seed == 18446744073709551615U);
  CHECK(plan->allow_errors);
}

TEST_CASE("what cannot be a plan is refused, and the option named", "[load]") {
  for (const auto& [option, value] :
       std::vector<std::pair<std::string, std::string>>{{"target", "127.0.0.1"},
                                                        {"target", "127.0.0.1:0"},
                                                        {"target", "host.example:80"},
                                                        {"get", "v1"},
                                                        {"get", "x*/v1"},
                                                        {"get", "/a b"},
                                                        {"post", ""},
                                                        {"header", "none"},
                                                        {"header", "A: b\r\nC: d"},
                                                        {"expect", "20"},
                                                        {"expect", "200,"},
                                                        {"seconds", "0"},
                                                        {"seconds", "ten"},
                                                        {"warmup", "-1"},
                                                        {"rate", "inf"},
                                                        {"every", "5"},
                                                        {"every", "9-3"},
                                                        {"every", "0-0"},
                                                        {"connections", "0"},
                                                        {"connections", "1.5"},
                                                        {"sources", "300"},
                                                        {"watch", "name"},
                                                        {"watch", ":1"},
                                                        {"watch", "a:0"},
                                                        {"if-none-match", "yes"},
                                                        {"body-file", "/nowhere"},
                                                        {"paths-file", "/nowhere"},
                                                        {"seed", "-1"},
                                                        {"speed", "9"}}) {
    CAPTURE(option, value);
    const auto plan = ParseMore({"--" + option, value});
    REQUIRE_FALSE(plan.ok());
    CHECK(plan.status().message().find(option) != absl::string_view::npos);
  }
  CHECK_FALSE(ParseMore({"--seconds"}).ok());
  CHECK_FALSE(ParseMore({"seconds"}).ok());
  CHECK_FALSE(Parse({}).ok());
  CHECK_FALSE(Parse({"--help"}).ok());
  CHECK_FALSE(Parse({"closed", "--target", "127.0.0.1:80"}).ok());
  CHECK_FALSE(Parse({"closed", "--get", "/"}).ok());
}

TEST_CASE("open wants one pace, the other modes none", "[load]") {
  CHECK_FALSE(ParseMore({}, "open").ok());
  CHECK_FALSE(ParseMore({"--rate=1", "--every=1-2"}, "open").ok());
  CHECK(ParseMore({"--every=1-2"}, "open").ok());
  CHECK_FALSE(ParseMore({"--rate=1"}).ok());
  CHECK_FALSE(ParseMore({"--rate=1", "--every=1-2"}, "idle").ok());
  CHECK(ParseMore({}, "idle").ok());
}

TEST_CASE("the help names every option", "[load]") {
  std::istringstream words{std::string(HelpText())};
  int options = 0;
  for (std::string word; words >> word;) {
    if (!word.starts_with("--") || word == "--seconds,") continue;
    const auto plan = ParseMore({word, "?"});
    CAPTURE(word);
    if (!plan.ok())
      CHECK(plan.status().message().find("no such option") == absl::string_view::npos);
    ++options;
  }
  CHECK(options > 20);
}

TEST_CASE("connections are spread over as many processes as open files ask for", "[load]") {
  Plan plan;
  plan.connections = 50'000;
  REQUIRE(SettleProcesses(&plan, 2, 20'000).ok());
  CHECK(plan.processes == 3);
  int all = 0;
  for (int i = 0; i < 3; ++i) all += ConnectionsOf(plan, i);
  CHECK(all == 50'000);
  CHECK(ConnectionsOf(plan, 0) - ConnectionsOf(plan, 2) <= 1);

  plan.processes = 2;
  const absl::Status refused = SettleProcesses(&plan, 2, 20'000);
  CHECK(refused.code() == absl::StatusCode::kFailedPrecondition);
  CHECK(refused.message().find("--processes=3") != absl::string_view::npos);

  plan.processes = 0;
  plan.connections = 1;
  REQUIRE(SettleProcesses(&plan, 2, 20'000).ok());
  CHECK(plan.processes == 1);
  CHECK_FALSE(SettleProcesses(&plan, 2, 10).ok());
}

}  // namespace motcua::load
