#include "tests/load/schedule.h"

#include <cmath>
#include <queue>
#include <random>
#include <vector>

namespace motcua::load {
namespace {

constexpr double kNanos = 1e9;

class PoissonSchedule final : public Schedule {
 public:
  PoissonSchedule(double rate, int connections, uint64_t seed)
      : random_(seed), gap_(rate / kNanos), which_(0, connections - 1) {
    Advance();
  }

  void Advance() override {
    time_ += gap_(random_);
    next_ = {static_cast<int64_t>(time_), which_(random_)};
  }

 private:
  std::mt19937_64 random_;
  std::exponential_distribution<double> gap_;
  std::uniform_int_distribution<int> which_;
  double time_ = 0;
};

class UserSchedule final : public Schedule {
 public:
  UserSchedule(int connections, double from, double to, uint64_t seed)
      : random_(seed), gap_(from * kNanos, to * kNanos) {
    std::uniform_real_distribution<double> unit;
    for (int i = 0; i < connections; ++i) {
      // Whoever looks in at some moment finds long gaps more often than short ones, in proportion
      // to their length, and any point of the gap alike.
      const double gap = std::sqrt(from * from + unit(random_) * (to * to - from * from));
      queue_.push({static_cast<int64_t>(unit(random_) * gap * kNanos), i});
    }
    next_ = queue_.top();
  }

  void Advance() override {
    queue_.pop();
    queue_.push({next_.due + static_cast<int64_t>(gap_(random_)), next_.connection});
    next_ = queue_.top();
  }

 private:
  struct Later {
    bool operator()(const Arrival& a, const Arrival& b) const { return a.due > b.due; }
  };

  std::mt19937_64 random_;
  std::uniform_real_distribution<double> gap_;
  std::priority_queue<Arrival, std::vector<Arrival>, Later> queue_;
};

}  // namespace

std::unique_ptr<Schedule> Schedule::Poisson(double rate, int connections, uint64_t seed) {
  return std::make_unique<PoissonSchedule>(rate, connections, seed);
}

std::unique_ptr<Schedule> Schedule::Users(int connections, double from, double to, uint64_t seed) {
  return std::make_unique<UserSchedule>(connections, from, to, seed);
}

std::unique_ptr<Schedule> MakeSchedule(const Plan& plan, int process) {
  const int connections = ConnectionsOf(plan, process);
  const uint64_t seed = plan.seed * 1'000'003 + static_cast<uint64_t>(process);
  if (plan.rate == 0) return Schedule::Users(connections, plan.every_from, plan.every_to, seed);
  return Schedule::Poisson(plan.rate * connections / plan.connections, connections, seed);
}

}  // namespace motcua::load
