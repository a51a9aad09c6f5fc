#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/procedure-catalog/domain/everyday_terms.h"
#include "services/procedure-catalog/domain/vocabulary.h"

namespace motcua::catalog {

// The folded words of a query with what nobody can have meant put right: a word that is in no
// record and no everyday term becomes what its keys say in Telex or VNI ("dduwowngf", "d9uong72"),
// two words that were typed as one, or else the word a slip away that is most often beside its
// neighbours. The last word may be the beginning of one. Words with no such mend stay as they are.
std::vector<std::string> Mend(const std::vector<std::string_view>& words,
                              const Vocabulary& vocabulary, const EverydayTerms& terms);

}  // namespace motcua::catalog
