#pragma once

#include <string>
#include <vector>

namespace motcua::test {

// The rows below the head of a table of ../shared/data, for cross-checks. None, with a word about
// it, where the table is not there; where `CI` is `true` that fails the test.
std::vector<std::vector<std::string>> CrossCheck(const std::string& name);

}  // namespace motcua::test
