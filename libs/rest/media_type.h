#pragma once

#include <string_view>

namespace motcua::rest {

// Whether a Content-Type header says JSON: `application/json`, or any `…+json`, with or without
// parameters. An absent one does.
bool IsJson(std::string_view content_type);

// Whether an If-None-Match header (RFC 9110, 13.1.2) names `etag`, which comes without its quotes.
bool NamesEtag(std::string_view if_none_match, std::string_view etag);

}  // namespace motcua::rest
