#pragma once

#include <algorithm>
#include <charconv>
#include <concepts>
#include <string>
#include <string_view>

namespace motcua::base {

inline void Append(std::string& out, std::string_view piece) {
  out.append(piece);
}

template <std::integral T>
void Append(std::string& out, T number) {
  char digits[24];
  const char* const end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, static_cast<size_t>(end - digits));
}

// The pieces, one after the other. Debian builds Abseil with a string_view of its own, which
// `absl::StrCat` insists on; this takes the standard one.
template <typename... Pieces>
std::string Cat(const Pieces&... pieces) {
  std::string out;
  (Append(out, pieces), ...);
  return out;
}

// Takes what comes before the next `end` off `text`, and that too; the rest when there is none.
inline std::string_view TakeUntil(std::string_view& text, char end) {
  const std::string_view taken = text.substr(0, text.find(end));
  text.remove_prefix(std::min(text.size(), taken.size() + 1));
  return taken;
}

// The whole of `text` as a decimal number, or false.
template <std::integral T>
bool ParseInt(std::string_view text, T* out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *out);
  return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace motcua::base
