#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "libs/base/error.h"

namespace motcua::catalog {

// The desk that handles a procedure at an authority, as somebody sends it. Nothing about it has
// been checked; what is not told is empty.
struct Desk {
  std::string agency;
  std::string procedure_code;  // Empty: every procedure of the authority.
  std::string desk;
  std::string officer_name;  // Personal, though the law has it posted: never in a log or a metric.
  std::string officer_title;
  std::string phone;
  std::string email;
  std::optional<std::string> valid_from;  // `YYYY-MM-DD`.
  std::optional<std::string> valid_to;

  bool operator==(const Desk&) const = default;
};

// Everything that is wrong with a desk; pointers as in the import format, in its order. Empty: it
// may come in.
std::vector<base::Violation> FaultsOf(const Desk& desk);

// What has been said of one authority and one procedure (or all of them) and still counts on some
// day, by first day; no day: the first that there is.
using DeskWords = std::map<std::optional<std::string>, Desk>;

// Adds the last word: from its first day on it holds, also after its last day, instead of all that
// was said before. So who begins later does not leave the days until then without a desk. False
// when it has been said and still counts; then nothing changes, and whoever sends an announcement
// again undoes nothing.
bool Say(const Desk& desk, DeskWords& words);

}  // namespace motcua::catalog
