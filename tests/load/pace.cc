#include "tests/load/pace.h"

namespace motcua::load {

std::unique_ptr<Pace> MakePace(const Plan& plan, int process, Client& client) {
  switch (plan.mode) {
    case Mode::kClosed: return MakeClosedPace(client);
    case Mode::kOpen: return MakeOpenPace(plan, process, client);
    case Mode::kIdle: return MakeIdlePace(client);
  }
  return nullptr;
}

}  // namespace motcua::load
