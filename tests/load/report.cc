#include "tests/load/report.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "tests/load/machine.h"

namespace motcua::load {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, kFailures> kNames = {
    "status", "not_modified", "body", "malformed", "lost", "queue_full", "unanswered"};

double Rounded(double value) {
  return std::round(value * 1000) / 1000;
}

double Ratio(double part, double whole) {
  return whole == 0 ? 0 : Rounded(part / whole);
}

Json Times(const Histogram& times) {
  const auto millis = [](double nanos) { return std::round(nanos / 1000) / 1000; };
  const auto at = [&](double share) { return millis(static_cast<double>(times.At(share))); };
  return {{"mean", millis(times.Mean())},
          {"p50", at(0.5)},
          {"p90", at(0.9)},
          {"p99", at(0.99)},
          {"p999", at(0.999)},
          {"max", millis(static_cast<double>(times.max()))}};
}

Json Scenario(const Plan& plan) {
  Json json = {{"name", plan.name}, {"mode", NameOf(plan.mode)}};
  for (const Target& target : plan.targets) json["targets"].push_back(target.host_port);
  constexpr size_t kShown = 20;  // A file may name thousands.
  for (size_t i = 0; i < std::min(plan.requests.size(), kShown); ++i) {
    const RequestPlan& request = plan.requests[i];
    json["requests"].push_back(
        {{"method", request.method}, {"path", request.path}, {"weight", request.weight}});
  }
  json["kinds_of_request"] = plan.requests.size();
  json["headers"] = plan.headers;
  json["body_bytes"] = plan.body.size();
  json["if_none_match"] = plan.if_none_match;
  json["expected"] = plan.expected;
  json["connections"] = plan.connections;
  json["processes"] = plan.processes;
  json["sources"] = plan.sources;
  json["seconds"] = plan.seconds;
  if (plan.mode == Mode::kIdle) return json;
  json["warmup_seconds"] = plan.warmup_seconds;
  if (plan.mode == Mode::kClosed) return json;
  if (plan.rate > 0) json["rate"] = plan.rate;
  if (plan.every_to > 0) json["every_seconds"] = {plan.every_from, plan.every_to};
  json["max_queue"] = plan.max_queue;
  json["seed"] = plan.seed;
  return json;
}

Json Errors(const Plan& plan, const Outcome& outcome) {
  const Tally& tally = outcome.tally;
  Json json = {{"all", ErrorsOf(plan, outcome)}};
  for (size_t i = 0; i < kFailures; ++i) json[std::string(kNames[i])] = tally.failures[i];
  Json codes = Json::object();
  for (size_t code = 0; code < tally.wrong_status.size(); ++code) {
    if (tally.wrong_status[code] > 0) codes[std::to_string(code)] = tally.wrong_status[code];
  }
  json["by_status"] = codes;
  json["connect"] = tally.connect_errors;
  json["never_open"] = plan.connections - outcome.settled;
  return json;
}

Json UsageOf(const Plan& plan, const Outcome& outcome, const Usage& usage) {
  const auto& [before, opened, from, to] = usage.at;
  const auto cpu = static_cast<double>(to.cpu_micros - from.cpu_micros);
  const bool idle = plan.mode == Mode::kIdle;
  const bool own = &usage == &outcome.usage.back();
  Json json = {{"name", usage.name}, {"pids", usage.pids}};
  if (!idle) {
    json["cpu_us_per_request"] = Ratio(cpu, static_cast<double>(outcome.tally.done));
    json["cores"] = Ratio(cpu, plan.seconds * 1e6);
  }
  json["rss_bytes"] = to.rss_bytes;
  json["peak_rss_bytes"] = to.peak_rss_bytes;
  if (!idle || own) return json;
  const auto stayed = static_cast<double>(outcome.tally.greeted - outcome.tally.gone);
  json["anon_bytes_before"] = before.anon_bytes;
  json["anon_bytes_idle"] = from.anon_bytes;
  json["rss_bytes_before"] = before.rss_bytes;
  json["rss_bytes_idle"] = from.rss_bytes;
  json["anon_bytes_per_connection"] =
      Ratio(static_cast<double>(from.anon_bytes - before.anon_bytes), stayed);
  json["rss_bytes_per_connection"] =
      Ratio(static_cast<double>(from.rss_bytes - before.rss_bytes), stayed);
  json["idle_cores"] =
      Ratio(static_cast<double>(from.cpu_micros - opened.cpu_micros), plan.seconds * 1e6);
  return json;
}

}  // namespace

uint64_t ErrorsOf(const Plan& plan, const Outcome& outcome) {
  const Tally& tally = outcome.tally;
  uint64_t errors = tally.connect_errors + tally.gone;
  for (const uint64_t failed : tally.failures) errors += failed;
  // Idle: an answer that was not right is an error too, though the connection is open.
  const int64_t there =
      plan.mode == Mode::kIdle ? static_cast<int64_t>(tally.greeted) : outcome.settled;
  return errors + static_cast<uint64_t>(std::max<int64_t>(0, plan.connections - there));
}

Json JsonReport(const Plan& plan, const Outcome& outcome) {
  const Tally& tally = outcome.tally;
  const Machine machine = ThisMachine();
  Json json = {{"time", TimeOfDay()}, {"commit", plan.commit}};
  json["machine"] = {{"cores", machine.cores},
                     {"cpu", machine.cpu},
                     {"kernel", machine.kernel},
                     {"memory_bytes", machine.memory_bytes}};
  json["scenario"] = Scenario(plan);
  json["requests"] = tally.requests;
  json["answered"] = tally.answered;
  json["errors"] = Errors(plan, outcome);
  if (plan.mode != Mode::kIdle) {
    json["requests_per_second"] = Rounded(static_cast<double>(tally.done) / plan.seconds);
  }
  json["latency_ms"] = Times(tally.latency);
  if (plan.mode == Mode::kOpen) json["sending_lag_ms"] = Times(tally.lag);
  json["bytes_received"] = tally.bytes_received;
  json["bytes_sent"] = tally.bytes_sent;
  json["connections"] = {{"opened", tally.opened}, {"closed_by_server", tally.closed_by_server}};
  if (plan.mode == Mode::kIdle) {
    json["idle"] = {{"greeted", tally.greeted},
                    {"gone_while_idle", tally.gone},
                    {"alive_at_the_end", tally.answered}};
  }
  for (const Usage& usage : outcome.usage) {
    json["processes"].push_back(UsageOf(plan, outcome, usage));
  }
  return json;
}

}  // namespace motcua::load
