#include <bit>
#include <cstring>

#include "libs/base/fold.h"
#include "libs/rest/json_reader.h"

namespace motcua::rest {
namespace {

constexpr uint64_t kOnes = 0x0101010101010101;
constexpr uint64_t kHighs = 0x8080808080808080;

// The high bit of each byte of `word` that is below `limit`; exact up to the first such byte.
uint64_t Below(uint64_t word, uint64_t limit) {
  return (word - kOnes * limit) & ~word & kHighs;
}

void AppendUtf8(uint32_t c, std::string* out) {
  if (c < 0x80) {
    out->push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out->push_back(static_cast<char>(0xC0 | c >> 6));
    out->push_back(static_cast<char>(0x80 | (c & 63)));
  } else if (c < 0x10000) {
    out->push_back(static_cast<char>(0xE0 | c >> 12));
    out->push_back(static_cast<char>(0x80 | (c >> 6 & 63)));
    out->push_back(static_cast<char>(0x80 | (c & 63)));
  } else {
    out->push_back(static_cast<char>(0xF0 | c >> 18));
    out->push_back(static_cast<char>(0x80 | (c >> 12 & 63)));
    out->push_back(static_cast<char>(0x80 | (c >> 6 & 63)));
    out->push_back(static_cast<char>(0x80 | (c & 63)));
  }
}

}  // namespace

// The first quote, backslash or control character from `from` on. Eight bytes at a time: text is
// most of what is read.
const char* JsonReader::EndOfPlain(const char* from, bool* has_high) const {
  static_assert(std::endian::native == std::endian::little);
  uint64_t high = 0;
  for (; end_ - from >= 8; from += 8) {
    uint64_t word = 0;
    std::memcpy(&word, from, sizeof word);
    const uint64_t stop =
        Below(word, 0x20) | Below(word ^ kOnes * '"', 1) | Below(word ^ kOnes * '\\', 1);
    if (stop != 0) {
      const int size = std::countr_zero(stop) / 8;
      if (size > 0) high |= word & (~uint64_t{0} >> (64 - size * 8));
      *has_high |= (high & kHighs) != 0;
      return from + size;
    }
    high |= word;
  }
  *has_high |= (high & kHighs) != 0;
  for (; from != end_; ++from) {
    const auto c = static_cast<unsigned char>(*from);
    if (c < 0x20 || c == '"' || c == '\\') break;
    *has_high |= c >= 0x80;
  }
  return from;
}

bool JsonReader::Token(std::string_view* text) {
  const char* const from = ++at_;
  bool has_high = false;
  at_ = EndOfPlain(from, &has_high);
  if (at_ == end_ || static_cast<unsigned char>(*at_) < 0x20) return Broken();
  has_zero_ = false;
  is_utf8_ = true;
  if (*at_ == '\\') return Escaped(from, text);
  *text = std::string_view(from, static_cast<size_t>(at_ - from));
  ++at_;
  if (has_high) is_utf8_ = base::IsUtf8(*text);
  return true;
}

bool JsonReader::Escaped(const char* from, std::string_view* text) {
  bool has_high = false;
  scratch_.assign(from, at_);
  while (*at_ == '\\') {
    if (!Escape(&scratch_)) return Broken();
    const char* const plain = at_;
    at_ = EndOfPlain(plain, &has_high);
    if (at_ == end_ || static_cast<unsigned char>(*at_) < 0x20) return Broken();
    scratch_.append(plain, at_);
  }
  ++at_;
  is_utf8_ = is_utf8_ && base::IsUtf8(scratch_);
  *text = scratch_;
  return true;
}

bool JsonReader::Escape(std::string* out) {
  if (end_ - at_ < 2) return false;
  const char kind = at_[1];
  at_ += 2;
  switch (kind) {
    case '"': out->push_back('"'); return true;
    case '\\': out->push_back('\\'); return true;
    case '/': out->push_back('/'); return true;
    case 'b': out->push_back('\b'); return true;
    case 'f': out->push_back('\f'); return true;
    case 'n': out->push_back('\n'); return true;
    case 'r': out->push_back('\r'); return true;
    case 't': out->push_back('\t'); return true;
    case 'u': break;
    default: return false;
  }
  uint32_t c = 0;
  if (!Hex4(&c)) return false;
  if (c == 0) has_zero_ = true;
  if (c >= 0xD800 && c < 0xDC00 && end_ - at_ >= 6 && at_[0] == '\\' && at_[1] == 'u') {
    const char* const second = at_;
    uint32_t low = 0;
    at_ += 2;
    if (!Hex4(&low)) return false;
    if (low >= 0xDC00 && low < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
    } else {
      at_ = second;
    }
  }
  // Half of a surrogate pair is no character.
  if (c >= 0xD800 && c < 0xE000) is_utf8_ = false;
  AppendUtf8(c, out);
  return true;
}

bool JsonReader::Hex4(uint32_t* unit) {
  if (end_ - at_ < 4) return false;
  *unit = 0;
  for (int i = 0; i < 4; ++i, ++at_) {
    const char c = *at_;
    *unit <<= 4;
    if (c >= '0' && c <= '9') {
      *unit |= static_cast<uint32_t>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      *unit |= static_cast<uint32_t>(c - 'a' + 10);
    } else if (c >= 'A' && c <= 'F') {
      *unit |= static_cast<uint32_t>(c - 'A' + 10);
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace motcua::rest
