#include "services/procedure-catalog/domain/search_key.h"

#include <algorithm>

#include "libs/base/fold.h"
#include "libs/base/text.h"
#include "services/procedure-catalog/domain/notation.h"

namespace motcua::catalog {
namespace {

// More words than this say nothing more, and cost time.
constexpr size_t kMaxWords = 24;

std::string FoldedList(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += base::Cat(base::Fold(text), " ");
  return out;
}

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

// Whether `text` is what a code begins with, at least a digit, a dot and a digit.
bool BeginsLikeCode(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return text.size() >= 3 && is_digit(text[0]) && text[1] == '.' && is_digit(text[2]) &&
         text.find_first_not_of("0123456789.Hh") == std::string_view::npos;
}

std::vector<std::string_view> WordsOf(std::string_view folded) {
  std::vector<std::string_view> words;
  while (!folded.empty() && words.size() < kMaxWords) {
    words.push_back(base::TakeUntil(folded, ' '));
  }
  return words;
}

template <typename Text>
std::string Join(const std::vector<Text>& texts, std::string_view between) {
  std::string out;
  for (const Text& text : texts) out += base::Cat(out.empty() ? "" : between, text);
  return out;
}

// Every run of `length` words as a phrase.
std::vector<std::string> Phrases(const std::vector<std::string_view>& words, size_t length) {
  std::vector<std::string> phrases;
  for (size_t i = 0; i + length <= words.size(); ++i) {
    std::string& phrase = phrases.emplace_back("\"");
    for (size_t j = i; j < i + length; ++j) phrase += base::Cat(j == i ? "" : " ", words[j]);
    phrase += '"';
  }
  return phrases;
}

// The phrases, of which the last may go on.
std::vector<std::string> GoOn(std::vector<std::string> phrases) {
  if (!phrases.empty()) phrases.back() += '*';
  return phrases;
}

void Append(std::vector<std::string>& all, const std::vector<std::string>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

// What a query says.
struct Wording {
  std::vector<EverydayTerms::Part> parts;  // Without those that mean nothing.
  std::vector<std::string_view> typed;     // Their words,
  std::vector<std::string_view> meant;     // and what they mean; none: what was typed.
  int weight = 0;                          // Of what is meant.
};

Wording WordingOf(const std::vector<std::string_view>& words, const EverydayTerms& terms) {
  Wording wording;
  for (const EverydayTerms::Part& part : terms.PartsOf(words)) {
    if (part.meaning != nullptr && part.meaning->words.empty()) continue;
    wording.parts.push_back(part);
    wording.typed.insert(wording.typed.end(), part.typed.begin(), part.typed.end());
    const auto mean = [&](std::string_view word) {
      if (wording.meant.empty() || wording.meant.back() != word) wording.meant.push_back(word);
    };
    if (part.meaning == nullptr) {
      std::for_each(part.typed.begin(), part.typed.end(), mean);
    } else {
      std::for_each(part.meaning->words.begin(), part.meaning->words.end(), mean);
      wording.weight = std::max(wording.weight, part.meaning->weight);
    }
  }
  if (wording.parts.empty() && terms.size() > 0) return WordingOf(words, EverydayTerms());
  if (wording.weight == 0) wording.meant.clear();
  return wording;
}

// That each part is there, as it was typed or as it is meant.
std::string All(const Wording& wording) {
  std::vector<std::string> conditions;
  for (const EverydayTerms::Part& part : wording.parts) {
    std::vector<std::string> typed = Phrases({part.typed.begin(), part.typed.end()}, 1);
    if (&part == &wording.parts.back()) typed = GoOn(std::move(typed));
    if (part.meaning == nullptr) {
      Append(conditions, typed);
      continue;
    }
    const std::vector<std::string_view> meant(part.meaning->words.begin(),
                                              part.meaning->words.end());
    conditions.push_back(
        base::Cat("((", Join(typed, " AND "), ") OR (", Join(Phrases(meant, 1), " AND "), "))"));
  }
  return Join(conditions, " AND ");
}

// Any word, and any two neighbours: what ranks.
std::string Any(const Wording& wording) {
  const std::vector<std::string> singles = Phrases(wording.typed, 1);
  const std::vector<std::string> neighbours = Phrases(wording.typed, 2);
  std::vector<std::string> any = GoOn(singles);
  Append(any, GoOn(neighbours));
  any.push_back(singles.back());
  if (!neighbours.empty()) any.push_back(neighbours.back());
  // What was typed as well counts already.
  std::vector<std::string> meant = Phrases(wording.meant, 1);
  Append(meant, Phrases(wording.meant, 2));
  std::erase_if(meant, [&](const std::string& phrase) {
    return std::find(any.begin(), any.end(), phrase) != any.end();
  });
  for (int i = 0; i < wording.weight; ++i) Append(any, meant);
  return Join(any, " OR ");
}

std::string TitleOf(std::string_view folded_name) {
  constexpr std::string_view kProcedure = "thu tuc ";
  if (folded_name.starts_with(kProcedure)) folded_name.remove_prefix(kProcedure.size());
  return std::string(folded_name);
}

}  // namespace

SearchText SearchTextOf(const Procedure& procedure) {
  SearchText text;
  text.code = base::Fold(procedure.code);
  text.name = base::Fold(procedure.name);
  text.title = TitleOf(text.name);
  text.name_words = 1 + static_cast<int>(std::count(text.name.begin(), text.name.end(), ' '));
  text.keywords = FoldedList(procedure.keywords);
  text.field = base::Fold(procedure.field);
  text.agencies = FoldedList(procedure.agencies);
  for (const Component& component : procedure.components) {
    text.papers += base::Cat(base::Fold(component.name), " ");
  }
  return text;
}

SearchKey SearchKeyOf(std::string_view query, const EverydayTerms& terms) {
  const std::string_view typed = Trim(query);
  const std::string folded = base::Fold(typed);
  SearchKey key;
  if (folded.empty()) return key;
  if (BeginsLikeCode(typed)) {
    if (IsProcedureCode(typed)) key.code = typed;
    key.matches = {base::Cat("code : \"", folded, "\"*")};
    return key;
  }
  const std::vector<std::string_view> words = WordsOf(folded);
  const Wording wording = WordingOf(words, terms);
  key.title = TitleOf(folded);
  key.meant = TitleOf(Join(wording.meant.empty() ? wording.typed : wording.meant, " "));
  const std::string any = Any(wording);
  if (wording.parts.size() > 1 || wording.weight > 0) {
    key.matches.push_back(base::Cat("(", All(wording), ") AND (", any, ")"));
  }
  std::vector<std::string> pairs = GoOn(Phrases(wording.typed, 2));
  Append(pairs, Phrases(wording.meant, 2));
  if (!pairs.empty()) {
    key.matches.push_back(base::Cat("(", Join(pairs, " OR "), ") AND (", any, ")"));
  }
  key.matches.push_back(any);
  return key;
}

}  // namespace motcua::catalog
