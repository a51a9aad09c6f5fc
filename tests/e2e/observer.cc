#include "tests/e2e/observer.h"

#include <unistd.h>

#include <fstream>
#include <regex>
#include <sstream>

#include "catch2/catch.hpp"
#include "tests/e2e/portal.h"

namespace motcua::e2e {
namespace {

constexpr char kPromtool[] = "/usr/bin/promtool";
constexpr char kPrometheus[] = "/usr/bin/prometheus";

// The series of the table in the README: `| `name` | program, … | … |`.
std::vector<std::pair<std::string, std::string>> ListedSeries() {
  std::vector<std::pair<std::string, std::string>> series;
  std::ifstream readme(std::string(MOTCUA_SOURCE) + "/README.md");
  const std::regex row(R"(^\| `(motcua_[a-z_]+|process_[a-z_]+)` \| ([a-z, -]+) \|.*)");
  for (std::string line; std::getline(readme, line);) {
    std::smatch found;
    if (std::regex_match(line, found, row)) series.emplace_back(found[1], found[2]);
  }
  return series;
}

// Whether a sample of `name` (or of its histogram's count) is above zero.
bool IsAboveZero(const std::string& metrics, const std::string& name) {
  const std::regex sample("(?:^|\n)" + name + R"((?:_count)?(?:\{[^}]*\})? ([0-9.e+-]+))");
  for (auto it = std::sregex_iterator(metrics.begin(), metrics.end(), sample);
       it != std::sregex_iterator(); ++it) {
    if (std::stod((*it)[1]) > 0) return true;
  }
  return false;
}

bool Concerns(const std::string& programs, const std::string& program) {
  if (programs == "every" || program == "motcua") return true;
  std::istringstream names(programs);
  for (std::string name; names >> name;) {
    if (name.ends_with(',')) name.pop_back();
    if ("motcua-" + name == program) return true;
  }
  return false;
}

}  // namespace

void CheckMetrics(const Deployment& on) {
  const auto listed = ListedSeries();
  REQUIRE(listed.size() >= 10);
  for (const auto& [program, admin] : on.admin()) {
    INFO(program);
    const std::string metrics = test::HttpClient(admin).Get("/metrics").body;
    const std::string path = on / (program + ".metrics");
    std::ofstream(path) << metrics;
    test::Process check({"/bin/sh", "-c", std::string(kPromtool) + " check metrics < " + path},
                        on / (program + ".promtool"));
    const int code = check.Wait();
    INFO(check.Log() << check.Output());
    CHECK(code == 0);
    for (const auto& [name, programs] : listed) {
      if (!Concerns(programs, program)) continue;
      INFO(name);
      CHECK(IsAboveZero(metrics, name));
    }
  }
}

void WatchWithPrometheus(const Deployment& on) {
  std::string targets;
  for (const auto& [program, admin] : on.admin()) {
    targets += (targets.empty() ? "'" : ", '") + admin + "'";
  }
  const std::string config = on / "prometheus.yml";
  std::ofstream(config) << "global: {scrape_interval: 200ms, scrape_timeout: 200ms}\n"
                        << "scrape_configs:\n- job_name: motcua\n  static_configs:\n"
                        << "  - targets: [" << targets << "]\n";
  // Prometheus takes no port 0: one of this process's own, not among those that the kernel hands
  // out.
  const std::string listen = "127.0.0.1:" + std::to_string(10000 + getpid() % 20000);
  test::Process prometheus(
      {kPrometheus, "--config.file=" + config, "--storage.tsdb.path=" + on / "prometheus",
       "--web.listen-address=" + listen},
      on / "prometheus.log");
  const auto up = [&] {
    try {
      test::HttpClient http(listen);
      const auto body =
          nlohmann::json::parse(http.Get("/api/v1/query?query=sum(up)").body, nullptr, false);
      return body["data"]["result"].at(0)["value"][1] == std::to_string(on.admin().size());
    } catch (const std::exception&) {
      return false;  // Not there yet.
    }
  };
  const bool is_up = Eventually(up);
  INFO(prometheus.Log());
  CHECK(is_up);
}

}  // namespace motcua::e2e
