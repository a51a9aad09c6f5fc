#pragma once

#include <string>
#include <vector>

#include "libs/base/error.h"

namespace motcua::catalog {

// What a province says of a code by which its system knows a procedure. Nothing about it has been
// checked.
struct LocalCode {
  std::string province;  // Its statistics code, two digits.
  std::string code;
  std::string name;            // There.
  std::string national_code;   // That it stands for; empty: none is said.
  bool is_local_only = false;  // A procedure of the province's own.

  bool operator==(const LocalCode&) const = default;
};

// Whether `text` can be such a code: at most 80 bytes of text on one line, without a blank at an
// end.
bool IsLocalCode(const std::string& text);

// Everything that is wrong with what a province says; pointers as in the import format, in its
// order. Empty: it may come in.
std::vector<base::Violation> FaultsOf(const LocalCode& told);

}  // namespace motcua::catalog
