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
  for (size_t at = 0; at < folded.size() && words.size() < kMaxWords;) {
    const size_t end = std::min(folded.find(' ', at), folded.size());
    words.push_back(folded.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::string Join(const std::vector<std::string>& phrases, std::string_view between) {
  std::string out;
  for (const std::string& phrase : phrases) {
    if (!out.empty()) out += between;
    out += phrase;
  }
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
  phrases.back() += '*';
  return phrases;
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

SearchKey SearchKeyOf(std::string_view query) {
  const std::string_view typed = Trim(query);
  const std::string folded = base::Fold(typed);
  SearchKey key;
  if (folded.empty()) return key;
  if (BeginsLikeCode(typed)) {
    if (IsProcedureCode(typed)) key.code = typed;
    key.matches = {base::Cat("code : \"", folded, "\"*")};
    return key;
  }
  key.title = TitleOf(folded);
  const std::vector<std::string_view> words = WordsOf(folded);
  const std::vector<std::string> singles = Phrases(words, 1);
  if (words.size() == 1) {
    key.matches = {base::Cat(singles.back(), "* OR ", singles.back())};
    return key;
  }
  const std::vector<std::string> neighbours = Phrases(words, 2);
  const std::string all = Join(GoOn(singles), " AND ");
  const std::string pairs = Join(GoOn(neighbours), " OR ");
  const std::string any = base::Cat(Join(GoOn(singles), " OR "), " OR ", pairs, " OR ",
                                    singles.back(), " OR ", neighbours.back());
  key.matches = {base::Cat("(", all, ") AND (", any, ")"),
                 base::Cat("(", pairs, ") AND (", any, ")"), any};
  return key;
}

}  // namespace motcua::catalog
