#include <deque>
#include <vector>

#include "tests/load/pace.h"
#include "tests/load/schedule.h"

namespace motcua::load {
namespace {

// Requests are due when the schedule says so. One that is due while its connection is busy, or
// away, waits in that connection's queue and keeps its time: a server that stalls is charged for
// all that was due meanwhile.
class OpenPace final : public Pace {
 public:
  OpenPace(const Plan& plan, int process, Client& client)
      : client_(client),
        max_queue_(static_cast<size_t>(plan.max_queue)),
        schedule_(MakeSchedule(plan, process)),
        queues_(client.connections().size()) {}

  void Start(int64_t now) override { start_ = now; }

  void Free(Connection& connection, int64_t /*now*/) override {
    Queue& queue = queues_[static_cast<size_t>(connection.number())];
    if (queue.empty()) return;
    const int64_t due = queue.front();
    queue.pop_front();
    --waiting_;
    client_.Ask(connection, due);
  }

  bool Reopen(const Connection& /*connection*/) override { return true; }

  int64_t NextDue() const override {
    if (start_ == kNever) return kNever;
    const int64_t due = start_ + schedule_->next().due;
    return due < client_.window_end() ? due : kNever;
  }

  void Due(int64_t now) override {
    for (int64_t due = NextDue(); due <= now; due = NextDue()) {
      const auto place = static_cast<size_t>(schedule_->next().connection);
      schedule_->Advance();
      Arrive(client_.connections()[place], queues_[place], due);
    }
  }

  bool Finished(int64_t /*now*/) const override { return NextDue() == kNever && waiting_ == 0; }

  void Abandon() override {
    for (const Queue& queue : queues_) {
      for (const int64_t due : queue) {
        if (client_.Counts(due)) ++client_.tally()[Failure::kUnanswered];
      }
    }
  }

 private:
  using Queue = std::deque<int64_t>;  // Due times, oldest first.

  void Arrive(Connection& connection, Queue& queue, int64_t due) {
    const bool counts = client_.Counts(due);
    if (counts) ++client_.tally().requests;
    if (connection.state() == Connection::State::kFree) {
      if (counts) client_.tally().lag.Add(Now() - due);
      return client_.Ask(connection, due);
    }
    if (queue.size() < max_queue_) {
      ++waiting_;
      return queue.push_back(due);
    }
    if (counts) ++client_.tally()[Failure::kQueueFull];
  }

  Client& client_;
  const size_t max_queue_;
  const std::unique_ptr<Schedule> schedule_;
  std::vector<Queue> queues_;
  size_t waiting_ = 0;
  int64_t start_ = kNever;
};

}  // namespace

std::unique_ptr<Pace> MakeOpenPace(const Plan& plan, int process, Client& client) {
  return std::make_unique<OpenPace>(plan, process, client);
}

}  // namespace motcua::load
