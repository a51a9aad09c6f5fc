#pragma once

#include <optional>
#include <string>
#include <vector>

namespace motcua::catalog {

// What one version of a procedure says of its validity.
struct Claim {
  std::string valid_from;  // `YYYY-MM-DD`; empty: as far back as the records reach.
  int number = 0;          // Its place in the order of arrival.
};

// For each of the versions of one procedure, in the order given, the day from which another holds
// in its place; empty: from the first day there is; nothing: none does. A version ends the one
// before it by beginning later, whatever end that one claims; of two that begin on one day the
// later arrival replaces the other, which then holds on no day. So no two hold on one day.
//
// A version holds on the days that it claims and that are before the day given here: where it ends
// by its own claim and no other begins, nothing holds.
std::vector<std::optional<std::string>> ReplacedFrom(const std::vector<Claim>& claims);

}  // namespace motcua::catalog
