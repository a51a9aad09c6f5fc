#pragma once

#include <map>
#include <string>

#include "absl/status/status.h"

namespace motcua::intake {

// What another service's refusal means to our caller. Field names of that service become `pointers`
// of ours; a service that cannot be reached, or has no time, is Unavailable DEPENDENCY_UNAVAILABLE.
absl::Status AnswerOf(const absl::Status& status,
                      const std::map<std::string, std::string>& pointers);

}  // namespace motcua::intake
