#pragma once

#include <string>
#include <string_view>

namespace motcua::catalog {

// Whether `text` may be the code of an authority: 1 to 40 capitals, digits and dots.
bool IsAgencyCode(std::string_view text);

// Whether `pattern` is the address of a page: `http` or `https`, with `{procedure}` and `{agency}`
// in it, without blanks.
bool IsPortalPattern(std::string_view pattern);

// The page of the portal where `procedure` is filed with `agency` (empty: the portal asks):
// `pattern` with `{procedure}` and `{agency}` filled in.
std::string FilingPage(std::string_view pattern, std::string_view procedure,
                       std::string_view agency);

}  // namespace motcua::catalog
