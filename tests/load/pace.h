#pragma once

#include <memory>

#include "tests/load/client.h"
#include "tests/load/plan.h"

namespace motcua::load {

// The pace of the plan's mode. Both outlive it; the client does not know it yet.
std::unique_ptr<Pace> MakePace(const Plan& plan, int process, Client& client);

std::unique_ptr<Pace> MakeClosedPace(Client& client);
std::unique_ptr<Pace> MakeOpenPace(const Plan& plan, int process, Client& client);
std::unique_ptr<Pace> MakeIdlePace(Client& client);

}  // namespace motcua::load
