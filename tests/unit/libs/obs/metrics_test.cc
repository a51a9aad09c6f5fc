#include "libs/obs/metrics.h"

#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <thread>

#include "catch2/catch.hpp"
#include "libs/base/text.h"
#include "tests/support/sample.h"
#include "tests/support/temp_dir.h"

namespace motcua::obs {
namespace {

// What `promtool check metrics` says of `text`, and its exit code.
std::pair<int, std::string> Check(const std::string& text) {
  const test::TempDir dir;
  const std::string path = dir / "metrics";
  std::ofstream(path) << text;
  FILE* const tool = popen(base::Cat(PROMTOOL, " check metrics 2>&1 < ", path).c_str(), "r");
  std::string said;
  char buffer[4096];
  for (size_t size = 0; (size = fread(buffer, 1, sizeof buffer, tool)) > 0;) {
    said.append(buffer, size);
  }
  return {pclose(tool), said};
}

}  // namespace

TEST_CASE("promtool takes the metrics", "[obs]") {
  Metrics metrics;
  metrics.AddCounter("motcua_shed_total", "Calls refused.", {{"why", "queue_full"}}).Add();
  metrics.AddGauge("motcua_workers_queued", "Work that waits for a thread.").Set(3);
  metrics.AddSeconds("motcua_http_seconds", "Time to answer.", {{"route", "/v1/\"{code}\"\\"}})
      .Observe(0.02);
  metrics.AddSizes("motcua_group_size", "Commands that shared a commit.").Observe(17);
  const auto [code, said] = Check(metrics.Text());
  CAPTURE(said, PROMTOOL);
  CHECK(code == 0);
  CHECK(said.empty());

  SECTION("and would refuse others") {
    CHECK(Check("no metric\n").first != 0);
    metrics.AddCounter("motcua_lost", "A counter whose name lacks its ending.");
    CHECK(Check(metrics.Text()).first != 0);
  }
}

TEST_CASE("counters, gauges and histograms show what was told to them", "[obs]") {
  Metrics metrics;
  Counter& counter = metrics.AddCounter("a_total", "A.", {{"kind", "x"}});
  counter.Add();
  counter.Add(2.5);
  Gauge& gauge = metrics.AddGauge("b", "B.");
  gauge.Set(10);
  gauge.Add(-3);
  Histogram& seconds = metrics.AddSeconds("c_seconds", "C.");
  seconds.Observe(0.0003);
  seconds.Observe(99);
  Histogram& sizes = metrics.AddSizes("d_size", "D.");
  sizes.Observe(4);
  const std::string text = metrics.Text();
  CHECK(test::Sample(text, "a_total{kind=\"x\"}") == 3.5);
  CHECK(test::Sample(text, "b") == 7);
  CHECK(test::Sample(text, "c_seconds_bucket{le=\"0.00025\"}") == 0);
  CHECK(test::Sample(text, "c_seconds_bucket{le=\"0.0005\"}") == 1);
  CHECK(test::Sample(text, "c_seconds_bucket{le=\"10\"}") == 1);
  CHECK(test::Sample(text, "c_seconds_bucket{le=\"+Inf\"}") == 2);
  CHECK(test::Sample(text, "d_size_bucket{le=\"2\"}") == 0);
  CHECK(test::Sample(text, "d_size_bucket{le=\"4\"}") == 1);
}

TEST_CASE("asking twice for the same name and labels gives the same handle", "[obs]") {
  Metrics metrics;
  Counter& first = metrics.AddCounter("a_total", "A.", {{"kind", "x"}});
  CHECK(&first == &metrics.AddCounter("a_total", "A.", {{"kind", "x"}}));
  CHECK(&first != &metrics.AddCounter("a_total", "A.", {{"kind", "y"}}));
  CHECK(&metrics.AddSizes("b_size", "B.") == &metrics.AddSizes("b_size", "B."));
  CHECK(&metrics.AddGauge("c", "C.") == &metrics.AddGauge("c", "C."));
}

TEST_CASE("handles may be used and asked for by many threads, and scrapes run beside them",
          "[obs]") {
  Metrics metrics;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&metrics] {
        for (int j = 0; j < 1000; ++j) {
          metrics.AddCounter("a_total", "A.", {{"kind", std::to_string(j % 3)}}).Add();
          if (j % 100 == 0) (void)metrics.Text();
        }
      });
    }
  }
  const std::string text = metrics.Text();
  CHECK(test::Sample(text, "a_total{kind=\"0\"}") + test::Sample(text, "a_total{kind=\"1\"}") +
            test::Sample(text, "a_total{kind=\"2\"}") ==
        4000);
}

TEST_CASE("a reader is asked at every scrape, before the values are collected", "[obs]") {
  Metrics metrics;
  Gauge& gauge = metrics.AddGauge("asked", "How often the reader was asked.");
  metrics.OnScrape([&gauge] { gauge.Add(1); });
  CHECK(test::Sample(metrics.Text(), "asked") == 1);
  CHECK(test::Sample(metrics.Text(), "asked") == 2);
}

TEST_CASE("the metrics tell of the process itself", "[obs]") {
  Metrics metrics;
  const std::string before = metrics.Text();
  CHECK(test::Sample(before, "process_resident_memory_bytes") > 1e6);
  CHECK(test::Sample(before, "process_max_fds") > 3);
  const auto now = static_cast<double>(time(nullptr));
  CHECK(test::Sample(before, "process_start_time_seconds") <= now + 1);
  CHECK(test::Sample(before, "process_start_time_seconds") > now - 600);
  CHECK(before.find("motcua_build_info{compiler=\"") != std::string::npos);

  const int file = dup(STDERR_FILENO);
  double burnt = 0;
  for (int i = 0; i < 5'000'000; ++i) burnt += i % 7;
  CHECK(burnt > 0);
  const std::string after = metrics.Text();
  close(file);
  CHECK(test::Sample(after, "process_open_fds") == test::Sample(before, "process_open_fds") + 1);
  CHECK(test::Sample(after, "process_cpu_seconds_total") >
        test::Sample(before, "process_cpu_seconds_total"));
}

}  // namespace motcua::obs
