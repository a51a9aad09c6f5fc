#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "services/procedure-catalog/store/procedure_store.h"

namespace motcua::catalog {

// What filters look at is kept as bits: one for each value of an enum.
template <typename Kind>
int64_t Bit(Kind kind) {
  return int64_t{1} << static_cast<int>(kind);
}

// What filters look at of one procedure.
struct Traits {
  int64_t levels = 0;  // Bits, as the next four.
  int64_t channels = 0;
  int64_t service_level = 0;
  int64_t life_events = 0;
  int64_t missing = 0;
  bool is_abolished = false;
  std::string field;
  std::string agencies;  // Folded names, a space before and after each.
};

Traits TraitsOf(const Procedure& procedure);

// Applies the filters to one procedure after the other, and counts what each would leave without
// itself.
class Sieve {
 public:
  explicit Sieve(const Filter& filter);

  // Whether the procedure passes.
  bool Passes(const Traits& traits);
  // With nothing in them unless the filter asks for facets.
  Facets TakeFacets() { return std::move(facets_); }

 private:
  // Whether something of `has` is asked for.
  static bool Fits(int64_t asked, int64_t has) { return asked == 0 || (asked & has) != 0; }

  bool IsWanted(const Traits& traits) const { return !filter_.incomplete || traits.missing != 0; }

  const Filter& filter_;
  const int64_t levels_;
  const int64_t channels_;
  const int64_t service_level_;
  const int64_t life_event_;
  const std::string agency_;
  Facets facets_;
};

}  // namespace motcua::catalog
