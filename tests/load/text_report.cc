#include <nlohmann/json.hpp>

#include <array>
#include <cstdio>
#include <string>

#include "libs/base/text.h"
#include "tests/load/report.h"

namespace motcua::load {
namespace {

using Json = nlohmann::ordered_json;

// A number with so many digits after the point.
std::string Fixed(const Json& number, int digits) {
  std::array<char, 64> text = {};
  std::snprintf(text.data(), text.size(), "%.*f", digits, number.get<double>());
  return text.data();
}

std::string Times(const Json& times) {
  std::string text;
  for (const auto& [name, value] : times.items())
    text += base::Cat(" ", name, " ", Fixed(value, 2));
  return text + " ms";
}

std::string Errors(const Json& errors) {
  std::string text;
  for (const auto& [name, value] : errors.items()) {
    if (name == "all" || value == 0 || value.empty()) continue;
    text += base::Cat(text.empty() ? " (" : ", ", name, " ", value.dump());
  }
  return base::Cat(errors["all"].dump(), " errors", text, text.empty() ? "" : ")");
}

std::string Process(const Json& usage) {
  std::string text = base::Cat("  ", usage["name"].get<std::string>(), ":");
  if (usage.contains("cpu_us_per_request")) {
    text += base::Cat(" ", Fixed(usage["cpu_us_per_request"], 2), " us CPU a request, ",
                      Fixed(usage["cores"], 2), " cores,");
  }
  if (usage.contains("anon_bytes_per_connection")) {
    text += base::Cat(" ", Fixed(usage["anon_bytes_per_connection"], 0),
                      " bytes a connection (RSS ", Fixed(usage["rss_bytes_per_connection"], 0),
                      "), idle ", Fixed(usage["idle_cores"], 3), " cores,");
  }
  return base::Cat(text, " peak RSS ", Fixed(usage["peak_rss_bytes"].get<double>() / 1e6, 1),
                   " MB\n");
}

}  // namespace

std::string TextReport(const Json& report) {
  const Json& scenario = report["scenario"];
  const std::string name = scenario["name"].get<std::string>();
  std::string text = base::Cat(name, name.empty() ? "" : ": ", scenario["mode"].get<std::string>(),
                               ", ", scenario["connections"].dump(), " connections, ",
                               Fixed(scenario["seconds"], 1), " s");
  if (report.contains("requests_per_second")) {
    text += base::Cat(", ", Fixed(report["requests_per_second"], 0), " req/s");
  }
  text += base::Cat("\n  latency", Times(report["latency_ms"]), "\n");
  if (report.contains("sending_lag_ms")) {
    text += base::Cat("  sent late", Times(report["sending_lag_ms"]), "\n");
  }
  text += base::Cat("  ", report["requests"].dump(), " requests, ", report["answered"].dump(),
                    " answered, ", Errors(report["errors"]), "; ",
                    report["connections"]["closed_by_server"].dump(),
                    " connections closed by the server\n");
  if (report.contains("idle")) {
    const Json& idle = report["idle"];
    text += base::Cat("  ", idle["greeted"].dump(), " answered at first, ",
                      idle["gone_while_idle"].dump(), " gone while idle, ",
                      idle["alive_at_the_end"].dump(), " alive at the end\n");
  }
  for (const Json& usage : report["processes"]) text += Process(usage);
  return text;
}

}  // namespace motcua::load
