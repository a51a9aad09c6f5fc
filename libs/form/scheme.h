#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "libs/base/error.h"

namespace motcua::form {

// One step further in a JSON pointer (RFC 6901).
std::string Below(const std::string& pointer, const std::string& name);

// What is wrong with `scheme` as the scheme of a form (form.h).
std::vector<base::Violation> SchemeFaults(const nlohmann::json& scheme);

}  // namespace motcua::form
