#include "libs/base/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <cstdint>
#include <cstdlib>
#include <utility>

namespace motcua::base {
namespace {

constexpr UChar32 kDStroke = 0x111;
constexpr UChar32 kCapitalDStroke = 0x110;

const icu::Normalizer2& Decomposer() {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* decomposer = icu::Normalizer2::getNFDInstance(error);
  if (U_FAILURE(error)) std::abort();  // The library's own data is missing.
  return *decomposer;
}

icu::UnicodeString Decomposed(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  return Decomposer().normalize(
      icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())}), error);
}

// Grave, acute, tilde, hook above, dot below.
bool IsTone(UChar32 c) {
  return c == 0x300 || c == 0x301 || c == 0x303 || c == 0x309 || c == 0x323;
}

}  // namespace

std::string Fold(std::string_view text) {
  icu::UnicodeString folded;
  bool gap = false;
  const icu::UnicodeString decomposed = Decomposed(text);
  for (int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
    UChar32 c = decomposed.char32At(i);
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    if (c == kDStroke || c == kCapitalDStroke) c = 'd';
    if (!u_isalnum(c)) {
      gap = true;
      continue;
    }
    if (gap && !folded.isEmpty()) folded.append(static_cast<UChar32>(' '));
    gap = false;
    folded.append(u_tolower(c));
  }
  std::string out;
  return folded.toUTF8String(out);
}

std::vector<FoldedWord> FoldWords(std::string_view text) {
  const icu::UnicodeString units =
      icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
  std::vector<FoldedWord> words;
  int32_t begin = 0;
  const auto end_word = [&](int32_t end) {
    if (begin == end) return;
    std::string word;
    units.tempSubStringBetween(begin, end).toUTF8String(word);
    if (std::string folded = Fold(word); !folded.empty()) {
      words.push_back({std::move(folded), begin, end - begin});
    }
  };
  for (int32_t i = 0; i < units.length(); i = units.moveIndex32(i, 1)) {
    const UChar32 c = units.char32At(i);
    if (u_isalnum(c) || (begin < i && u_charType(c) == U_NON_SPACING_MARK)) continue;
    end_word(i);
    begin = units.moveIndex32(i, 1);
  }
  end_word(units.length());
  return words;
}

std::string FoldTones(std::string_view text) {
  icu::UnicodeString folded;
  icu::UnicodeString tones;  // Of the word.
  bool gap = false;
  const icu::UnicodeString decomposed = Decomposed(text);
  for (int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
    const UChar32 c = decomposed.char32At(i);
    if (IsTone(c)) {
      tones.append(c);
    } else if (u_charType(c) == U_NON_SPACING_MARK) {
      folded.append(c);
    } else if (u_isalnum(c)) {
      if (gap && !folded.isEmpty()) folded.append(tones).append(static_cast<UChar32>(' '));
      if (gap) tones.remove();
      gap = false;
      folded.append(u_tolower(c));
    } else {
      gap = true;
    }
  }
  folded.append(tones);
  std::string out;
  return folded.toUTF8String(out);
}

bool IsUtf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(bytes, i, size, c);
    if (c < 0) return false;
  }
  return true;
}

bool IsNfc(std::string_view text) {
  if (!IsUtf8(text)) return false;
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* composer = icu::Normalizer2::getNFCInstance(error);
  if (U_FAILURE(error)) std::abort();  // The library's own data is missing.
  const bool is_nfc = composer->isNormalized(
      icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())}), error);
  return U_SUCCESS(error) && is_nfc;
}

}  // namespace motcua::base
