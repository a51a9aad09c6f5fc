#include "libs/obs/json_line.h"

#include <unicode/utf8.h>

#include <charconv>
#include <cmath>
#include <cstdint>

namespace motcua::obs {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

void AppendControl(std::string& out, unsigned char c) {
  constexpr char kDigits[] = "0123456789abcdef";
  switch (c) {
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default:
      out += "\\u00";
      out.push_back(kDigits[c >> 4]);
      out.push_back(kDigits[c & 15]);
  }
}

}  // namespace

void AppendJsonString(std::string& out, std::string_view text) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  out.push_back('"');
  for (size_t i = 0; i < text.size();) {
    const size_t start = i;
    UChar32 c = 0;
    U8_NEXT(bytes, i, text.size(), c);
    if (c < 0) {
      out += kReplacement;
    } else if (c < 0x20 || c == 0x7f) {
      AppendControl(out, static_cast<unsigned char>(c));
    } else {
      if (c == '"' || c == '\\') out.push_back('\\');
      out += text.substr(start, i - start);
    }
  }
  out.push_back('"');
}

void AppendJsonNumber(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  char digits[32];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

}  // namespace motcua::obs
