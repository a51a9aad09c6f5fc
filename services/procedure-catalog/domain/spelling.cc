#include "services/procedure-catalog/domain/spelling.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

#include "libs/base/text.h"

namespace motcua::catalog {
namespace {

// Shorter ones are a slip away from everything.
constexpr size_t kShortestToMend = 3;
// A neighbour that is there says more than any number of records.
constexpr int64_t kBeside = 100'000;

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// What `word` says when its keys were meant for an input method that was off, folded: Telex doubles
// letters, adds w, and ends with the letter of a tone; VNI adds digits.
std::string WithoutKeys(std::string_view word) {
  constexpr std::string_view kTones = "sfrxj";
  constexpr std::string_view kDoubled = "adeo";
  std::string out;
  if (std::ranges::any_of(word, IsDigit)) {
    std::ranges::copy_if(word, std::back_inserter(out), [](char c) { return !IsDigit(c); });
    return out;
  }
  for (const char c : word) {
    const bool again = !out.empty() && out.back() == c && kDoubled.find(c) != kDoubled.npos;
    if (c != 'w' && !again) out += c;
  }
  if (out.size() > 2 && kTones.find(out.back()) != kTones.npos) out.pop_back();
  return out;
}

class Mending {
 public:
  Mending(const Vocabulary& vocabulary, const EverydayTerms& terms)
      : vocabulary_(vocabulary), terms_(terms) {}

  bool Knows(std::string_view word) const {
    return vocabulary_.CountOf(word) > 0 || terms_.Says(word);
  }

  // What stands instead of `word`; itself when there is no mend.
  std::string Of(std::string_view word, std::string_view before, std::string_view after) const {
    if (word.size() < kShortestToMend) return std::string(word);
    if (std::string keys = WithoutKeys(word); keys != word && Knows(keys)) return keys;
    if (std::ranges::any_of(word, IsDigit)) return std::string(word);
    std::string best(word);
    int64_t most = 0;
    for (size_t i = 1; i < word.size(); ++i) {
      const int64_t together = Beside(word.substr(0, i), word.substr(i));
      if (together <= most) continue;
      most = together;
      best = base::Cat(word.substr(0, i), " ", word.substr(i));
    }
    for (const std::string_view near : vocabulary_.Near(word)) {
      const int64_t fits = Beside(before, near) + Beside(near, after) + vocabulary_.CountOf(near);
      if (fits <= most) continue;
      most = fits;
      best = near;
    }
    return best;
  }

 private:
  int64_t Beside(std::string_view a, std::string_view b) const {
    if (a.empty() || b.empty()) return 0;
    return vocabulary_.CountOf(base::Cat(a, "_", b)) * kBeside;
  }

  const Vocabulary& vocabulary_;
  const EverydayTerms& terms_;
};

}  // namespace

std::vector<std::string> Mend(const std::vector<std::string_view>& words,
                              const Vocabulary& vocabulary, const EverydayTerms& terms) {
  const Mending mending(vocabulary, terms);
  std::vector<std::string> mended;
  for (size_t i = 0; i < words.size(); ++i) {
    const bool is_last = i + 1 == words.size();
    if (mending.Knows(words[i]) || (is_last && vocabulary.CountOfPrefix(words[i]) > 0)) {
      mended.emplace_back(words[i]);
      continue;
    }
    std::string instead = mending.Of(words[i], mended.empty() ? "" : mended.back(),
                                     is_last ? std::string_view() : words[i + 1]);
    for (std::string_view rest = instead; !rest.empty();) {
      mended.emplace_back(base::TakeUntil(rest, ' '));
    }
  }
  return mended;
}

}  // namespace motcua::catalog
