#include "services/procedure-catalog/domain/vocabulary.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "libs/base/text.h"

namespace motcua::catalog {
namespace {

// Nothing that is in most records says less than this.
constexpr double kLeastWeight = 1e-6;

// Whether one of the two comes from the other by one slip.
bool IsOneSlip(std::string_view a, std::string_view b) {
  if (a.size() < b.size()) std::swap(a, b);
  if (a.size() - b.size() > 1 || a == b) return false;
  const size_t same = std::mismatch(b.begin(), b.end(), a.begin()).first - b.begin();
  const std::string_view x = a.substr(same), y = b.substr(same);
  if (x.size() > y.size()) return x.substr(1) == y;
  if (x.substr(1) == y.substr(1)) return true;
  return x.size() >= 2 && x[0] == y[1] && x[1] == y[0] && x.substr(2) == y.substr(2);
}

}  // namespace

std::vector<std::string> PairsOf(const std::vector<std::string_view>& words) {
  std::vector<std::string> pairs;
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    pairs.push_back(base::Cat(words[i], "_", words[i + 1]));
  }
  return pairs;
}

Vocabulary::Vocabulary(std::vector<Term> terms, int records, int64_t words)
    : terms_(std::move(terms)), records_(records), words_(words) {
  std::ranges::sort(terms_, {}, &Term::text);
}

Vocabulary::Terms::const_iterator Vocabulary::From(std::string_view text) const {
  return std::ranges::lower_bound(terms_, text, {},
                                  [](const Term& term) { return std::string_view(term.text); });
}

int Vocabulary::CountOf(std::string_view text) const {
  const auto at = From(text);
  return at != terms_.end() && at->text == text ? at->records : 0;
}

int Vocabulary::CountOfPrefix(std::string_view prefix) const {
  int count = 0;
  for (auto at = From(prefix); at != terms_.end() && at->text.starts_with(prefix); ++at) {
    // "khai_sinh" begins with a word of its own, not with "khai".
    const bool is_pair = prefix.find('_') != std::string_view::npos;
    if ((at->text.find('_', prefix.size()) == std::string::npos) || is_pair) count += at->records;
  }
  return count;
}

double Vocabulary::average_words() const {
  if (words_ <= 0 || records_ <= 0) return 1;
  return static_cast<double>(words_) / records_;
}

double Vocabulary::WeightOf(int count) const {
  return std::max(kLeastWeight, std::log((records_ - count + 0.5) / (count + 0.5)));
}

std::vector<std::string_view> Vocabulary::Near(std::string_view word) const {
  std::vector<std::string_view> near;
  const auto look_at = [&](std::string_view first) {
    for (auto at = From(first); at != terms_.end() && at->text.starts_with(first); ++at) {
      const bool is_word = at->text.find('_') == std::string::npos;
      if (is_word && IsOneSlip(at->text, word)) near.push_back(at->text);
    }
  };
  if (word.empty()) return near;
  look_at(word.substr(0, 1));
  if (word.size() > 1 && word[0] != word[1]) look_at(word.substr(1, 1));
  return near;
}

}  // namespace motcua::catalog
