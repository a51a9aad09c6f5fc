#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/routing/domain/unit.h"

namespace motcua::routing {

// One way to read a name as it is written. "xã Phìn" may be the commune "Phìn" or one "Xã Phìn".
struct NameReading {
  std::string key;                  // To look up by.
  std::string spelling;             // With its diacritics.
  std::span<const UnitType> kinds;  // That the writing says; empty: none.
};

// The key that a name is found by: without diacritics, spaces, leading zeros, y as i.
std::string NameKey(std::string_view name);
// The same with its diacritics, for names that differ in nothing else.
std::string NameSpelling(std::string_view name);
// Whether anything in `text` tells by diacritics.
bool HasDiacritics(std::string_view text);

// The ways to read `text` as the name of a unit of `tier`.
std::vector<NameReading> ReadName(std::string_view text, Tier tier);

}  // namespace motcua::routing
