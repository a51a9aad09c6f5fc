#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libs/base/error.h"

namespace motcua::form {

// What the checking library says of one place, in our words: a pointer, a code, two languages.
// Nothing for what only repeats that something below is wrong. `context` is its path,
// `description` its sentence.
std::optional<base::Violation> FaultOf(const std::vector<std::string>& context,
                                       const std::string& description);

}  // namespace motcua::form
