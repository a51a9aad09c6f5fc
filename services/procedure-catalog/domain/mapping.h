#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "services/procedure-catalog/domain/local_code.h"

namespace motcua::catalog {

// What a local code stands for, numbered as in the proto. Zero is "not given".
enum class Mapping {
  kNone = 0,
  kMapped = 1,
  kLocalOnly = 2,
  kUnmapped = 3,
  kToUnknown = 4,
  kToAbolished = 5,
};
constexpr bool IsKnown(Mapping value) {
  return value >= Mapping::kNone && value <= Mapping::kToAbolished;
}

// How a procedure of the catalogue stands on a day.
struct Standing {
  std::string code;
  bool is_published = false;       // A version holds, and it is not abolished.
  bool is_for_localities = false;  // Provinces or communes decide it.
};

// How each procedure that the catalogue has ever known stands on a day. Never changes.
class Standings {
 public:
  // Every code once.
  explicit Standings(std::vector<Standing> standings);

  // Null when the catalogue has no such code.
  const Standing* Find(std::string_view code) const;
  // The codes that are published, or those that are not.
  std::vector<std::string> Codes(bool is_published) const;
  // The codes of all.
  std::vector<std::string> Codes() const;
  // How many procedures of the country are published that provinces or communes decide: those that
  // every province is expected to have a code for.
  int expected() const { return expected_; }

 private:
  std::vector<Standing> standings_;  // By code.
  int expected_ = 0;
};

// Whether every province is expected to have a code for it.
bool IsExpected(const Standing& standing);

Mapping MappingOf(const LocalCode& told, const Standings& standings);

// For somebody to look at: the published procedure whose code is the local one without its
// locality. Empty when there is none, and for a code that has been said to stand for something.
std::string SuggestionFor(const LocalCode& told, const Standings& standings);

// So many codes of one province that say the same: an own one for each national code, one for what
// is of the province alone, and for each code that says nothing.
struct LocalCodeTally {
  LocalCode told;  // Its code only when it says nothing; its name never.
  int count = 0;
};

// How far a province has come.
struct ProvinceReport {
  std::string province;
  int codes = 0;
  std::map<Mapping, int> by_mapping;
  int suggestions = 0;  // Of the unmapped.
  int not_covered = 0;  // Procedures that a code is expected for, and none stands for.
};

// One for each province that there is a tally of, in order.
std::vector<ProvinceReport> ReportOf(const std::vector<LocalCodeTally>& tallies,
                                     const Standings& standings);

}  // namespace motcua::catalog
