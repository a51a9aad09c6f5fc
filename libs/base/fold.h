#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace motcua::base {

// Vietnamese text as people compare it: lower case, no diacritics, đ as d, every run of other
// characters than letters and digits one space, none at the ends. Takes either Unicode form; bytes
// that are no UTF-8 count as spaces.
std::string Fold(std::string_view text);

// A word of a text, folded, and where it stands there: in UTF-16 code units, as JavaScript counts.
struct FoldedWord {
  std::string text;
  int start = 0;
  int length = 0;
};
// The words of Fold(text), in order.
std::vector<FoldedWord> FoldWords(std::string_view text);

// The same with its diacritics, in one spelling: decomposed, the tone mark of a word at its end, so
// that "hòa" is "hoà", and neither is "hóa".
std::string FoldTones(std::string_view text);

// Whether `text` is well-formed UTF-8 (RFC 3629).
bool IsUtf8(std::string_view text);

// Whether `text` is UTF-8 in Unicode normalization form C.
bool IsNfc(std::string_view text);

}  // namespace motcua::base
