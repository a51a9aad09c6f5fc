#pragma once

#include <string>
#include <vector>

#include "services/procedure-catalog/domain/procedure.h"
#include "services/procedure-catalog/domain/search_key.h"

namespace motcua::catalog {

// A text of a procedure with what of it a search has found.
struct FoundText {
  struct Range {  // In UTF-16 code units.
    int start = 0;
    int length = 0;
  };
  std::string pointer;  // Within the record.
  std::string text;
  std::vector<Range> ranges;  // From left to right; neighbours are one.
};

// What of `procedure` answers `key`: its name, and then, at most five in all, the texts that have
// sought words which those before them lack.
std::vector<FoundText> FoundTexts(const Procedure& procedure, const SearchKey& key);

}  // namespace motcua::catalog
