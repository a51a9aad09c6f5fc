#include "services/procedure-catalog/domain/search_key.h"

#include <algorithm>

#include "libs/base/fold.h"
#include "libs/base/text.h"
#include "services/procedure-catalog/domain/notation.h"
#include "services/procedure-catalog/domain/search_text.h"
#include "services/procedure-catalog/domain/spelling.h"

namespace motcua::catalog {
namespace {

// `d.dddddd`, without a locality.
constexpr size_t kNationalCode = 8;
// More words than this say nothing more, and cost time.
constexpr size_t kMaxWords = 24;
// Words and pairs are asked for, the rarest first, until so many records may have one.
constexpr int kEnoughRecords = 250;
// The rarest so many rank; the others say next to nothing.
constexpr size_t kMaxRanked = 24;
// A last word may go on, but after others not when it begins what this many records have: that is
// dear to look up, and "gì" is seldom the beginning of "giấy".
constexpr int kMaxGoingOn = 1000;

using Words = std::vector<std::string_view>;

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

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// The code that stands in `text` among other words, or is written without its dot or with a blank
// for it: one digit and six. With its locality, if that is one. Empty: there is none.
std::string CodeIn(std::string_view text) {
  constexpr size_t kDigits = 6;
  for (size_t i = 0; i < text.size(); ++i) {
    if (!IsDigit(text[i]) || (i > 0 && (IsDigit(text[i - 1]) || text[i - 1] == '.'))) continue;
    size_t at = i + 1;
    if (at < text.size() && (text[at] == '.' || text[at] == ' ')) ++at;
    if (text.size() < at + kDigits || !std::ranges::all_of(text.substr(at, kDigits), IsDigit)) {
      continue;
    }
    const std::string_view rest = text.substr(at + kDigits);
    if (!rest.empty() && IsDigit(rest[0])) continue;
    std::string code = base::Cat(text.substr(i, 1), ".", text.substr(at, kDigits));
    const std::string_view locality = rest.substr(0, std::min<size_t>(rest.size(), 4));
    std::string whole = base::Cat(code, locality);
    std::ranges::replace(whole, 'h', 'H');
    return IsProcedureCode(whole) ? whole : code;
  }
  return "";
}

std::string Join(const Words& texts) {
  std::string out;
  for (const std::string_view text : texts) out += base::Cat(out.empty() ? "" : " ", text);
  return out;
}

// What a query says.
struct Wording {
  std::vector<EverydayTerms::Part> parts;  // Without those that mean nothing.
  Words typed;                             // Their words,
  Words meant;                             // and what they mean; none: what was typed.
  int weight = 0;                          // Of what is meant.
};

Wording WordingOf(const Words& words, const EverydayTerms& terms) {
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

// A word or pair to look for.
struct Sought {
  std::string text;
  bool goes_on = false;  // Also what begins with it.
  int records = 0;       // That have it.
  double gain = 0;

  std::string Phrase() const { return base::Cat("\"", text, goes_on ? "\"*" : "\""); }
};

// Writes the expressions of one wording.
class Questions {
 public:
  Questions(const Wording& wording, const Vocabulary& vocabulary)
      : wording_(wording), vocabulary_(vocabulary) {
    SeekTyped();
    SeekMeant();
    std::ranges::stable_sort(sought_, {}, &Sought::records);
    if (sought_.size() > kMaxRanked) sought_.resize(kMaxRanked);
  }

  // What the last word may go on from; empty: it is meant as it stands.
  std::string Beginning() const {
    return GoesOn(wording_.typed.back()) ? std::string(wording_.typed.back()) : std::string();
  }

  std::vector<Question> Take() && {
    std::vector<Question> questions;
    if (sought_.empty()) return questions;
    const bool may_be_all = std::ranges::all_of(
        wording_.parts, [this](const EverydayTerms::Part& part) { return MayBeThere(part); });
    if (may_be_all && (wording_.parts.size() > 1 || wording_.weight > 0)) {
      questions.push_back(All());
    }
    questions.push_back(Rarest());
    return questions;
  }

 private:
  void Seek(std::string text, bool goes_on, int times) {
    const int records = goes_on ? vocabulary_.CountOfPrefix(text) : vocabulary_.CountOf(text);
    if (records == 0) return;
    for (Sought& one : sought_) {
      if (one.text != text || one.goes_on != goes_on) continue;
      // What was typed twice counts twice; what is meant and typed counts once.
      if (times == 1) one.gain += vocabulary_.WeightOf(records);
      return;
    }
    sought_.push_back({std::move(text), goes_on, records, times * vocabulary_.WeightOf(records)});
  }

  bool GoesOn(std::string_view last) const {
    return wording_.typed.size() == 1 || vocabulary_.CountOfPrefix(last) <= kMaxGoingOn;
  }

  bool IsThere(std::string_view word) const { return vocabulary_.CountOf(word) > 0; }

  // Whether a record may have all of a part.
  bool MayBeThere(const EverydayTerms::Part& part) const {
    if (part.meaning != nullptr &&
        std::ranges::all_of(part.meaning->words,
                            [this](const auto& word) { return IsThere(word); })) {
      return true;
    }
    return std::ranges::all_of(part.typed, [&](std::string_view word) {
      const bool is_last =
          &part == &wording_.parts.back() && word.data() == part.typed.back().data();
      return IsThere(word) || (is_last && GoesOn(word) && vocabulary_.CountOfPrefix(word) > 0);
    });
  }

  void SeekTyped() {
    const auto seek_all = [this](const std::vector<std::string>& texts) {
      for (const std::string& text : texts) Seek(text, false, 1);
      if (!texts.empty() && GoesOn(texts.back())) Seek(texts.back(), true, 1);
    };
    seek_all({wording_.typed.begin(), wording_.typed.end()});
    seek_all(PairsOf(wording_.typed));
  }

  void SeekMeant() {
    const size_t typed = sought_.size();
    const auto is_typed = [&](const std::string& text) {
      return std::any_of(sought_.begin(), sought_.begin() + static_cast<std::ptrdiff_t>(typed),
                         [&](const Sought& one) { return one.text == text; });
    };
    std::vector<std::string> meant(wording_.meant.begin(), wording_.meant.end());
    for (std::string& pair : PairsOf(wording_.meant)) meant.push_back(std::move(pair));
    for (const std::string& text : meant) {
      if (!is_typed(text)) Seek(text, false, wording_.weight);
    }
  }

  // Appends what ranks.
  void Rank(Question& question) const {
    const char* before = "";
    for (const Sought& one : sought_) {
      question.match += base::Cat(before, one.Phrase());
      question.gains.push_back(one.gain);
      before = " OR ";
    }
  }

  // Appends that a record has all of `words`. The last one may go on.
  void Have(Question& question, const Words& words, bool last_goes_on) const {
    for (size_t i = 0; i < words.size(); ++i) {
      const bool goes_on = last_goes_on && i + 1 == words.size() && GoesOn(words[i]);
      question.match += base::Cat(i == 0 ? "\"" : " AND \"", words[i], goes_on ? "\"*" : "\"");
      question.gains.push_back(0);
    }
  }

  // That each part is there, as it was typed or as it is meant.
  Question All() const {
    Question question;
    question.match = "(";
    for (const EverydayTerms::Part& part : wording_.parts) {
      const bool is_last = &part == &wording_.parts.back();
      if (&part != &wording_.parts.front()) question.match += " AND ";
      question.match += "((";
      Have(question, {part.typed.begin(), part.typed.end()}, is_last);
      if (part.meaning != nullptr) {
        question.match += ") OR (";
        Have(question, {part.meaning->words.begin(), part.meaning->words.end()}, false);
      }
      question.match += "))";
    }
    question.match += ") AND (";
    Rank(question);
    question.match += ")";
    return question;
  }

  // That one of the rarest is there.
  Question Rarest() const {
    Question question;
    int records = 0;
    size_t rarest = 0;
    while (rarest < sought_.size() &&
           (rarest == 0 || records + sought_[rarest].records <= kEnoughRecords)) {
      records += sought_[rarest++].records;
    }
    if (rarest < sought_.size()) {
      question.match = "(";
      for (size_t i = 0; i < rarest; ++i) {
        question.match += base::Cat(i == 0 ? "" : " OR ", sought_[i].Phrase());
        question.gains.push_back(0);
      }
      question.match += ") AND (";
    }
    Rank(question);
    if (rarest < sought_.size()) question.match += ")";
    return question;
  }

  const Wording& wording_;
  const Vocabulary& vocabulary_;
  std::vector<Sought> sought_;  // The rarest first.
};

}  // namespace

SearchKey SearchKeyOf(std::string_view query, const EverydayTerms& terms,
                      const Vocabulary& vocabulary) {
  const std::string_view typed = Trim(query);
  const std::string folded = base::Fold(typed);
  SearchKey key;
  if (folded.empty()) return key;
  const auto ask_for_code = [&key](std::string_view code) {
    key.questions.push_back({base::Cat("code : \"", base::Fold(code), "\"*"), {0}});
  };
  if (BeginsLikeCode(typed)) {
    if (IsProcedureCode(typed)) key.code = typed;
    ask_for_code(typed);
    return key;
  }
  if (key.code = CodeIn(typed); !key.code.empty()) {
    ask_for_code(key.code);
    const std::string_view national = std::string_view(key.code).substr(0, kNationalCode);
    if (national != key.code) ask_for_code(national);
  }
  const std::vector<std::string> mended = Mend(WordsOf(folded, kMaxWords), vocabulary, terms);
  const Words words(mended.begin(), mended.end());
  if (Join(words) != Join(WordsOf(folded, kMaxWords))) key.mended = Join(words);
  const Wording wording = WordingOf(words, terms);
  key.title = TitleOf(Join(words));
  key.meant = TitleOf(Join(wording.meant.empty() ? wording.typed : wording.meant));
  key.words.assign(wording.typed.begin(), wording.typed.end());
  key.words.insert(key.words.end(), wording.meant.begin(), wording.meant.end());
  key.average_words = vocabulary.average_words();
  Questions questions(wording, vocabulary);
  key.beginning = questions.Beginning();
  for (Question& question : std::move(questions).Take()) {
    key.questions.push_back(std::move(question));
  }
  return key;
}

}  // namespace motcua::catalog
