#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace motcua::catalog {

// Every two neighbouring words of folded `text` as one, `khai_sinh`: most Vietnamese words are
// written as two.
std::vector<std::string> PairsOf(const std::vector<std::string_view>& words);

// The words and pairs that records are found by, and how many records each is in. Never changes.
class Vocabulary {
 public:
  struct Term {
    std::string text;  // A folded word, or a pair of them.
    int records = 0;
  };

  Vocabulary() = default;  // Of no record.
  // `words`: how many the records have together, with repetitions.
  Vocabulary(std::vector<Term> terms, int records, int64_t words = 0);

  // In how many records `text` is.
  int CountOf(std::string_view text) const;
  // The same for all that begins with `prefix`, a record counted for each that it has.
  int CountOfPrefix(std::string_view prefix) const;
  // How many words and pairs a record has on average, at least 1.
  double average_words() const;
  // How much it says that a record has something that so many have (the inverse document frequency
  // of Robertson and Spärck Jones), above 0.
  double WeightOf(int count) const;

  // The words, not pairs, that `word` is one slip from: a letter too many, too few, another, or two
  // in the wrong order. Nobody slips in the first letter and then types on, so that one agrees
  // unless it changed places.
  std::vector<std::string_view> Near(std::string_view word) const;

 private:
  using Terms = std::vector<Term>;
  Terms::const_iterator From(std::string_view text) const;

  Terms terms_;  // By text.
  int records_ = 0;
  int64_t words_ = 0;
};

}  // namespace motcua::catalog
