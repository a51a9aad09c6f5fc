#pragma once

#include <string>
#include <string_view>

namespace motcua::test {

// The value of a series, its labels included (`up{job="a"}`), in a text of Prometheus; -1 when it
// is not there.
inline double Sample(const std::string& text, std::string_view series) {
  const size_t at = text.find("\n" + std::string(series) + " ");
  return at == std::string::npos ? -1 : std::stod(text.substr(at + series.size() + 2));
}

}  // namespace motcua::test
