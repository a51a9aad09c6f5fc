#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/procedure-catalog/domain/procedure.h"

namespace motcua::catalog {

// The words of folded `text`, at most `limit`.
std::vector<std::string_view> WordsOf(std::string_view folded, size_t limit = std::string::npos);

// What a title is compared by: folded `name` without the words "thủ tục" before it.
std::string TitleOf(std::string_view folded_name);

// What a procedure is found by, in parts that say more or less about it: folded words (no case, no
// diacritics), and after them every two neighbours as one (vocabulary.h).
struct SearchText {
  std::string title;
  int name_words = 0;  // How many the name has: a short name that fits says more.
  int words = 0;       // How many words and pairs there are in all.
  std::string code;
  std::string name;
  std::string keywords;
  std::string field;
  std::string agencies;
  std::string papers;
};
SearchText SearchTextOf(const Procedure& procedure);

}  // namespace motcua::catalog
