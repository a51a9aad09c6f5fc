#pragma once

#include <string>
#include <string_view>

namespace motcua::catalog {

// Whether `text` is a procedure code: `d.dddddd`, alone or with a locality, `.H50` or
// `.000.00.00.H48` (the two orders of the identification codes).
bool IsProcedureCode(std::string_view text);

// Whether `text` is a procedure code without a locality: one of the country's.
bool IsNationalCode(std::string_view text);

// The part of a procedure code before its locality; empty when `text` is no procedure code.
std::string_view WithoutLocality(std::string_view text);

// Whether `text` may be the statistics code of a province: two digits, not `00`.
bool IsProvinceCode(std::string_view text);

// Whether `text` is a time limit: `sd15`, or a number of 1 to 4 digits that does not begin with 0
// and `wh`, `wd`, `d`, `w` or `mo`.
bool IsLimit(std::string_view text);

// A time limit in words: `3wd` is "3 ngày làm việc". Empty for what is none.
std::string LimitInWords(std::string_view limit);

// Whether `text` can be the code of a component, a question or an answer: at most 40 capitals,
// digits and underscores, a capital first.
bool IsPartCode(std::string_view text);

// Whether `text` is a JSON pointer (RFC 6901).
bool IsPointer(std::string_view text);

}  // namespace motcua::catalog
