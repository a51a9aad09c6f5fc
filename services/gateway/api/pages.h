#pragma once

#include <map>
#include <string>

#include "libs/http/message.h"

namespace motcua::gateway {

// The pages that never change: `/` (leads to /docs), `/docs`, `/openapi.json`,
// `/.well-known/api-catalog` (RFC 9727), `/.well-known/security.txt` (RFC 9116).
std::map<std::string, http::Response> Pages();

}  // namespace motcua::gateway
