#pragma once

#include <string>
#include <string_view>

namespace motcua::obs {

// Appends `text` to `out` as a JSON string (RFC 8259), quotes included. What is not UTF-8 becomes
// U+FFFD; no control character is left, so the result stays on one line.
void AppendJsonString(std::string& out, std::string_view text);

// Appends `value` as a JSON number, in the fewest digits that read back the same. JSON knows
// neither infinities nor NaN: they become null.
void AppendJsonNumber(std::string& out, double value);

}  // namespace motcua::obs
