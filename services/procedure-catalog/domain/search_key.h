#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/procedure-catalog/domain/everyday_terms.h"
#include "services/procedure-catalog/domain/procedure.h"

namespace motcua::catalog {

// What a procedure is found by: folded text (no case, no diacritics), in parts that say more or
// less about it.
struct SearchText {
  std::string title;   // The name without the words "thủ tục" before it.
  int name_words = 0;  // How many the name has: a short name that fits says more.
  std::string code;
  std::string name;
  std::string keywords;
  std::string field;
  std::string agencies;
  std::string papers;
};
SearchText SearchTextOf(const Procedure& procedure);

// What a search asks for.
struct SearchKey {
  // What was typed, when it is a procedure code: that procedure comes first.
  std::string code;
  // What a title may be to come next: all that was typed, and what it means.
  std::string title;
  std::string meant;
  // Full-text expressions (FTS5) from strict to lenient: the first that finds anything answers.
  // None: nothing can be found.
  std::vector<std::string> matches;
};

// The key of `query`. Its words are quoted, so that nothing of it is an operator; the last one also
// stands for words that begin with it. A code, or the beginning of one, finds codes alone. Words
// are asked for all together, then two neighbours, then any; neighbours count in every rank, since
// most Vietnamese words are written as two, and so does the last word when it is meant as it
// stands. An everyday term is there when what it means is, and that counts in every rank as well;
// one that means nothing is left out.
SearchKey SearchKeyOf(std::string_view query, const EverydayTerms& terms);

}  // namespace motcua::catalog
