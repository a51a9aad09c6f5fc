#include "tests/load/pace.h"

namespace motcua::load {
namespace {

// Each connection asks again as soon as it can, until the window is over.
class ClosedPace final : public Pace {
 public:
  explicit ClosedPace(Client& client) : client_(client) {}

  void Start(int64_t now) override {
    started_ = true;
    for (Connection& connection : client_.connections()) {
      if (connection.state() == Connection::State::kFree) Free(connection, now);
    }
  }

  void Free(Connection& connection, int64_t now) override {
    if (!started_ || Finished(now)) return;
    if (client_.Counts(now)) ++client_.tally().requests;
    client_.Ask(connection, now);
  }

  bool Reopen(const Connection& /*connection*/) override { return true; }
  bool Finished(int64_t now) const override { return now >= client_.window_end(); }

 private:
  Client& client_;
  bool started_ = false;
};

}  // namespace

std::unique_ptr<Pace> MakeClosedPace(Client& client) {
  return std::make_unique<ClosedPace>(client);
}

}  // namespace motcua::load
