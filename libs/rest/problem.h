#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "libs/http/message.h"

namespace motcua::rest {

// HTTP status of an error, by its reason where that says more than its code.
int HttpStatus(const absl::Status& error);

// `error` as a problem document (RFC 9457), with the headers that belong to its status
// (Retry-After, WWW-Authenticate). This is the one place where errors become HTTP. Text of faults
// of ours stays inside.
http::Response ProblemOf(const absl::Status& error, std::string_view trace_id);

// The problem document of what the HTTP server refuses by itself, with its `cause` in the detail.
// Fits http::ServerOptions::refuse.
http::Response ServerRefusal(int status, std::string_view cause);

}  // namespace motcua::rest
