#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/procedure-catalog/domain/everyday_terms.h"
#include "services/procedure-catalog/domain/vocabulary.h"

namespace motcua::catalog {

// A full-text expression (FTS5), and what a record that has one of its phrases gains by it, in the
// order in which they stand there; 0 for a phrase that only says which records are meant.
struct Question {
  std::string match;
  std::vector<double> gains;
};

// What a search asks for.
struct SearchKey {
  // What was typed, when it is a procedure code: that procedure comes first.
  std::string code;
  // What a title may be to come next: all that was typed, and what it means.
  std::string title;
  std::string meant;
  // The query as it was understood, folded, where words of it were misspelt; else empty.
  std::string mended;
  // The folded words that were looked for, typed and meant; the last one typed may go on.
  std::vector<std::string> words;
  std::string beginning;
  // The first that finds anything answers. None: nothing can be found.
  std::vector<Question> questions;
  // Of a record, when it counts as long.
  double average_words = 1;
};

// The key of `query` among records that hold `vocabulary`. Its words are quoted, so that nothing of
// it is an operator; the last one also stands for words that begin with it. A code, or the
// beginning of one, finds codes alone; one among words, or without its dot, is looked for first.
//
// Asked is for all words together, then for those words and pairs that say most: the rarest, as
// many as some hundred records have. What is found is ranked by all words and pairs. An everyday
// term is there when what it means is, and that counts in every rank as well; one that means
// nothing is left out.
SearchKey SearchKeyOf(std::string_view query, const EverydayTerms& terms,
                      const Vocabulary& vocabulary);

}  // namespace motcua::catalog
