#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

#include "tests/load/fleet.h"
#include "tests/load/plan.h"

namespace motcua::load {

// Everything that went wrong: failed requests, connections that could not be opened or, when they
// were to stay, did not.
uint64_t ErrorsOf(const Plan& plan, const Outcome& outcome);

nlohmann::ordered_json JsonReport(const Plan& plan, const Outcome& outcome);
// A few lines for people, out of the same figures.
std::string TextReport(const nlohmann::ordered_json& report);

}  // namespace motcua::load
