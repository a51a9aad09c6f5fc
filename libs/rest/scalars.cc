#include "libs/rest/scalars.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <type_traits>

namespace motcua::rest {
namespace {

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<int8_t, 256> MakeSextets() {
  std::array<int8_t, 256> sextets{};
  for (int8_t& sextet : sextets) sextet = -1;
  for (size_t i = 0; i < kAlphabet.size(); ++i) {
    sextets[static_cast<unsigned char>(kAlphabet[i])] = static_cast<int8_t>(i);
  }
  sextets['-'] = 62;
  sextets['_'] = 63;
  return sextets;
}

constexpr std::array<int8_t, 256> kSextets = MakeSextets();

// Whole numbers may be written `1e3` or `2.0`; beyond 2^53 a double no longer tells them apart.
constexpr double kExact = 9007199254740992.0;

}  // namespace

bool ReadBase64(std::string_view text, std::string* out) {
  if (text.size() % 4 == 0) {
    for (int i = 0; i < 2 && !text.empty() && text.back() == '='; ++i) text.remove_suffix(1);
  }
  if (text.size() % 4 == 1) return false;
  out->clear();
  out->reserve(text.size() * 3 / 4);
  uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    const int8_t sextet = kSextets[static_cast<unsigned char>(c)];
    if (sextet < 0) return false;
    bits = bits << 6 | static_cast<uint32_t>(sextet);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out->push_back(static_cast<char>(bits >> held));
  }
  return (bits & ((1U << held) - 1)) == 0;
}

void AppendBase64(std::string_view bytes, std::string& out) {
  out.reserve(out.size() + (bytes.size() + 2) / 3 * 4);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t size = std::min<size_t>(3, bytes.size() - i);
    uint32_t bits = 0;
    for (size_t j = 0; j < 3; ++j) {
      bits = bits << 8 | (j < size ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    }
    for (size_t j = 0; j < 4; ++j) {
      out.push_back(j <= size ? kAlphabet[bits >> (18 - 6 * j) & 63] : '=');
    }
  }
}

bool IsNumber(std::string_view text) {
  size_t i = 0;
  const auto digits = [&] {
    const size_t from = i;
    while (i < text.size() && IsDigit(text[i])) ++i;
    return i > from;
  };
  if (i < text.size() && text[i] == '-') ++i;
  if (i < text.size() && text[i] == '0') {
    ++i;
  } else if (!digits()) {
    return false;
  }
  if (i < text.size() && text[i] == '.') {
    ++i;
    if (!digits()) return false;
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (!digits()) return false;
  }
  return i == text.size();
}

template <typename T>
NumberRead ReadWhole(std::string_view text, T* out) {
  if (!IsNumber(text)) return NumberRead::kNoNumber;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *out);
  if (error == std::errc{} && end == text.data() + text.size()) return NumberRead::kOk;
  if (text.find_first_of(".eE") == std::string_view::npos) return NumberRead::kOutOfRange;
  double number = 0;
  if (ReadDouble(text, &number) != NumberRead::kOk) return NumberRead::kOutOfRange;
  if (number != std::trunc(number)) return NumberRead::kNotWhole;
  if (std::fabs(number) > kExact || number < static_cast<double>(std::numeric_limits<T>::min()) ||
      number > static_cast<double>(std::numeric_limits<T>::max())) {
    return NumberRead::kOutOfRange;
  }
  *out = static_cast<T>(number);
  return NumberRead::kOk;
}

template NumberRead ReadWhole(std::string_view, int32_t*);
template NumberRead ReadWhole(std::string_view, int64_t*);
template NumberRead ReadWhole(std::string_view, uint32_t*);
template NumberRead ReadWhole(std::string_view, uint64_t*);

NumberRead ReadDouble(std::string_view text, double* out) {
  if (text == "NaN") {
    *out = std::numeric_limits<double>::quiet_NaN();
    return NumberRead::kOk;
  }
  if (text == "Infinity" || text == "-Infinity") {
    *out = std::numeric_limits<double>::infinity() * (text[0] == '-' ? -1 : 1);
    return NumberRead::kOk;
  }
  if (!IsNumber(text)) return NumberRead::kNoNumber;
  const auto error = std::from_chars(text.data(), text.data() + text.size(), *out).ec;
  if (error == std::errc{}) return NumberRead::kOk;
  // Too large or too small; a number that rounds to zero is no error.
  const size_t exponent = text.find_first_of("eE");
  const bool is_tiny = exponent != std::string_view::npos && text[exponent + 1] == '-';
  if (!is_tiny) return NumberRead::kOutOfRange;
  *out = text[0] == '-' ? -0.0 : 0.0;
  return NumberRead::kOk;
}

NumberRead ReadFloat(std::string_view text, float* out) {
  double number = 0;
  const NumberRead read = ReadDouble(text, &number);
  if (read != NumberRead::kOk) return read;
  // Half a unit in the last place above the largest float still rounds to it.
  constexpr double kLimit = 3.4028235677973366e38;
  if (std::isfinite(number) && std::fabs(number) >= kLimit) return NumberRead::kOutOfRange;
  *out = static_cast<float>(number);
  return NumberRead::kOk;
}

}  // namespace motcua::rest
