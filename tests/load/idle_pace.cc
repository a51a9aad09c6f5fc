#include "tests/load/pace.h"

namespace motcua::load {
namespace {

// Requests at a time in the last round: whether connections live is the question, not how the
// server takes all of them at once.
constexpr int kAtOnce = 32;

// Each connection asks once when it is open; at the start of the run those that are still there ask
// once more.
class IdlePace final : public Pace {
 public:
  explicit IdlePace(Client& client) : client_(client) {}

  void Start(int64_t /*now*/) override {
    started_ = true;
    for (const Connection& connection : client_.connections()) {
      if (IsStaying(connection)) ++client_.tally().greeted;
    }
    client_.tally().greeted += client_.tally().gone;
  }

  void Free(Connection& connection, int64_t now) override {
    if (!started_ && connection.answers == 0) client_.Ask(connection, now);
  }

  // Those that had been there are not replaced: what is left is counted.
  bool Reopen(const Connection& connection) override {
    if (started_) return false;
    if (connection.right_answers > 0) ++client_.tally().gone;
    return connection.answers == 0;
  }

  int64_t NextDue() const override { return HasRoom() ? 0 : kNever; }

  void Due(int64_t now) override {
    while (HasRoom()) {
      Connection& connection = client_.connections()[next_++];
      if (!IsStaying(connection)) continue;
      ++client_.tally().requests;
      client_.Ask(connection, now);
    }
  }

  bool Finished(int64_t /*now*/) const override { return AllAsked(); }

 private:
  static bool IsStaying(const Connection& connection) {
    return connection.state() == Connection::State::kFree && connection.right_answers > 0;
  }

  bool HasRoom() const { return !AllAsked() && client_.counted_under_way() < kAtOnce; }
  bool AllAsked() const { return next_ == client_.connections().size(); }

  Client& client_;
  bool started_ = false;
  size_t next_ = 0;
};

}  // namespace

std::unique_ptr<Pace> MakeIdlePace(Client& client) {
  return std::make_unique<IdlePace>(client);
}

}  // namespace motcua::load
