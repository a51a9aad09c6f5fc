#include "services/procedure-catalog/domain/search_text.h"

#include <algorithm>

#include "libs/base/fold.h"
#include "libs/base/text.h"
#include "services/procedure-catalog/domain/vocabulary.h"

namespace motcua::catalog {
namespace {

void AppendIndexed(std::string& out, std::string_view text) {
  const std::string folded = base::Fold(text);
  out += base::Cat(folded, " ");
  for (const std::string& pair : PairsOf(WordsOf(folded))) out += base::Cat(pair, " ");
}

std::string Indexed(std::string_view text) {
  std::string out;
  AppendIndexed(out, text);
  return out;
}

std::string Indexed(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) AppendIndexed(out, text);
  return out;
}

}  // namespace

std::vector<std::string_view> WordsOf(std::string_view folded, size_t limit) {
  std::vector<std::string_view> words;
  while (!folded.empty() && words.size() < limit) words.push_back(base::TakeUntil(folded, ' '));
  return words;
}

std::string TitleOf(std::string_view folded_name) {
  constexpr std::string_view kProcedure = "thu tuc ";
  if (folded_name.starts_with(kProcedure)) folded_name.remove_prefix(kProcedure.size());
  return std::string(folded_name);
}

SearchText SearchTextOf(const Procedure& procedure) {
  SearchText text;
  const std::string name = base::Fold(procedure.name);
  text.title = TitleOf(name);
  text.name_words = 1 + static_cast<int>(std::count(name.begin(), name.end(), ' '));
  text.code = base::Fold(procedure.code);
  text.name = Indexed(procedure.name);
  text.keywords = Indexed(procedure.keywords);
  text.field = Indexed(procedure.field);
  text.agencies = Indexed(procedure.agencies);
  for (const Component& component : procedure.components) {
    AppendIndexed(text.papers, component.name);
  }
  for (const std::string* part :
       {&text.code, &text.name, &text.keywords, &text.field, &text.agencies, &text.papers}) {
    text.words += static_cast<int>(WordsOf(*part).size());
  }
  return text;
}

}  // namespace motcua::catalog
