#include "libs/obs/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <mutex>
#include <utility>

#include "libs/obs/process.h"

namespace motcua::obs {
namespace {

class CounterOf final : public Counter {
 public:
  explicit CounterOf(prometheus::Counter& counter) : counter_(counter) {}
  void Add(double amount) override { counter_.Increment(amount); }

 private:
  prometheus::Counter& counter_;
};

class GaugeOf final : public Gauge {
 public:
  explicit GaugeOf(prometheus::Gauge& gauge) : gauge_(gauge) {}
  void Set(double value) override { gauge_.Set(value); }
  void Add(double amount) override { gauge_.Increment(amount); }

 private:
  prometheus::Gauge& gauge_;
};

class HistogramOf final : public Histogram {
 public:
  explicit HistogramOf(prometheus::Histogram& histogram) : histogram_(histogram) {}
  void Observe(double value) override { histogram_.Observe(value); }

 private:
  prometheus::Histogram& histogram_;
};

const std::vector<double>& Seconds() {
  static const auto* const bounds =
      new std::vector<double>{0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                              0.05,   0.1,     0.25,   0.5,   1,      2.5,   5,    10};
  return *bounds;
}

const std::vector<double>& Sizes() {
  static const auto* const bounds =
      new std::vector<double>{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096};
  return *bounds;
}

template <typename Handle>
using Handles = std::map<std::pair<std::string, Labels>, std::unique_ptr<Handle>>;

}  // namespace

struct Metrics::State {
  // The handle for `name` and `labels`, which `add` makes when it is asked for first. Two kinds of
  // metric under one name, or a name that Prometheus does not take, end the process (noexcept).
  template <typename Handle, typename Make>
  Handle& Get(Handles<Handle>& handles, const std::string& name, const Labels& labels,
              Make make) noexcept {
    const std::lock_guard lock(mutex);
    std::unique_ptr<Handle>& handle = handles[{name, labels}];
    if (handle == nullptr) handle = make();
    return *handle;
  }

  Histogram& GetHistogram(const std::string& name, const std::string& help, const Labels& labels,
                          const std::vector<double>& bounds) {
    return Get(histograms, name, labels, [&] {
      auto& family = prometheus::BuildHistogram().Name(name).Help(help).Register(registry);
      return std::make_unique<HistogramOf>(family.Add(labels, bounds));
    });
  }

  prometheus::Registry registry;
  std::mutex mutex;
  Handles<Counter> counters;
  Handles<Gauge> gauges;
  Handles<Histogram> histograms;

  // Held while readers run: they need not expect one another.
  std::mutex scrape_mutex;
  std::vector<std::function<void()>> readers;
};

Metrics::Metrics() : state_(std::make_unique<State>()) {
  AddGauge("motcua_build_info", "What was built: version and compiler, always 1.",
           {{"version", MOTCUA_VERSION}, {"compiler", __VERSION__}})
      .Set(1);
  AddGauge("process_start_time_seconds", "When the process started, in seconds since 1970.")
      .Set(ProcessStart());
  Gauge& resident = AddGauge("process_resident_memory_bytes", "Memory that is resident, in bytes.");
  Gauge& open = AddGauge("process_open_fds", "File descriptors that are open.");
  Gauge& max = AddGauge("process_max_fds", "File descriptors that may be open.");
  Counter& cpu = AddCounter("process_cpu_seconds_total", "CPU time used, in seconds.");
  OnScrape([&resident, &open, &max, &cpu, counted = 0.0]() mutable {
    const ProcessUse use = ReadProcessUse();
    resident.Set(use.resident_bytes);
    open.Set(use.open_files);
    max.Set(use.max_files);
    cpu.Add(use.cpu_seconds - counted);
    counted = use.cpu_seconds;
  });
}

Metrics::~Metrics() = default;

Counter& Metrics::AddCounter(const std::string& name, const std::string& help,
                             const Labels& labels) {
  return state_->Get(state_->counters, name, labels, [&] {
    auto& family = prometheus::BuildCounter().Name(name).Help(help).Register(state_->registry);
    return std::make_unique<CounterOf>(family.Add(labels));
  });
}

Gauge& Metrics::AddGauge(const std::string& name, const std::string& help, const Labels& labels) {
  return state_->Get(state_->gauges, name, labels, [&] {
    auto& family = prometheus::BuildGauge().Name(name).Help(help).Register(state_->registry);
    return std::make_unique<GaugeOf>(family.Add(labels));
  });
}

Histogram& Metrics::AddSeconds(const std::string& name, const std::string& help,
                               const Labels& labels) {
  return state_->GetHistogram(name, help, labels, Seconds());
}

Histogram& Metrics::AddSizes(const std::string& name, const std::string& help,
                             const Labels& labels) {
  return state_->GetHistogram(name, help, labels, Sizes());
}

void Metrics::OnScrape(std::function<void()> read) {
  const std::lock_guard lock(state_->scrape_mutex);
  state_->readers.push_back(std::move(read));
}

std::string Metrics::Text() {
  const std::lock_guard lock(state_->scrape_mutex);
  for (const std::function<void()>& read : state_->readers) read();
  return prometheus::TextSerializer().Serialize(state_->registry.Collect());
}

}  // namespace motcua::obs
