#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace motcua::rest {

// Whether a Content-Type header says JSON: `application/json`, or any `…+json`, with or without
// parameters. An absent one does.
bool IsJson(std::string_view content_type);

// Number of the offer that an Accept header (RFC 9110, 12.5.1) likes best; of two that it likes
// alike, the earlier one. The first when it takes none of them, or is absent: to disregard it is
// allowed (12.4.1), and another form is of more use than none. `offers`, one at least, are in lower
// case and without parameters; those of the header's media types are not looked at, but for `q`.
size_t PreferredType(std::string_view accept, std::span<const std::string_view> offers);

// Whether an If-None-Match header (RFC 9110, 13.1.2) names `etag`, which comes without its quotes.
bool NamesEtag(std::string_view if_none_match, std::string_view etag);

}  // namespace motcua::rest
