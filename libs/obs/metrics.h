#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace motcua::obs {

// Labels come from closed sets: route patterns, method names, codes. Never from input.
using Labels = std::map<std::string, std::string>;

// Handles live as long as their registry, may be used from any thread, and are looked up once at
// start, not per request.
class Counter {
 public:
  virtual ~Counter() = default;
  virtual void Add(double amount = 1) = 0;
};

class Gauge {
 public:
  virtual ~Gauge() = default;
  virtual void Set(double value) = 0;
  virtual void Add(double amount) = 0;
};

class Histogram {
 public:
  virtual ~Histogram() = default;
  virtual void Observe(double value) = 0;
};

// The metrics of one process. Asking twice for the same name and labels gives the same handle.
class Metrics {
 public:
  Metrics();
  ~Metrics();

  Counter& AddCounter(const std::string& name, const std::string& help, const Labels& labels = {});
  Gauge& AddGauge(const std::string& name, const std::string& help, const Labels& labels = {});
  // Buckets for durations in seconds, 100 us to 10 s.
  Histogram& AddSeconds(const std::string& name, const std::string& help,
                        const Labels& labels = {});
  // Buckets of powers of two, 1 to 4,096, for sizes of groups and batches.
  Histogram& AddSizes(const std::string& name, const std::string& help, const Labels& labels = {});
  // Calls `read` at every scrape, before the values are collected; one at a time, from any thread.
  void OnScrape(std::function<void()> read);

  // Everything in the text format of Prometheus 0.0.4. Also has `process_resident_memory_bytes`,
  // `process_open_fds`, `process_max_fds`, `process_cpu_seconds_total`,
  // `process_start_time_seconds` and `motcua_build_info`.
  std::string Text();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace motcua::obs
