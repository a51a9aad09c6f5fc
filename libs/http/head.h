#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "libs/http/message.h"

namespace motcua::http {

// How the receiver of an answer knows where it ends.
enum class Framing {
  kLength,      // Content-Length: the body of the response.
  kChunks,      // Transfer-Encoding: chunked.
  kUntilClose,  // The connection is closed (HTTP/1.0).
};

enum class Persistence {
  kKept,      // The rule of HTTP/1.1; nothing is said.
  kKeptOn10,  // HTTP/1.0 wants it said.
  kClosed,
};

// Answers with this status never have a body (RFC 9110, 15.3.5 and 15.4.5).
inline bool IsBodiless(int status) {
  return status == 204 || status == 304;
}

// Status line and header fields up to the empty line. Nothing when the response cannot be written
// safely: a control character in a field, a name that is no token, a status outside 200 to 599.
std::optional<std::string> WriteHead(const Response& response, Framing framing,
                                     Persistence persistence, std::string_view date);

// `seconds` since 1970 as an IMF-fixdate (RFC 9110, 5.6.7).
std::string HttpDate(int64_t seconds);

// `bytes`, which is not empty, as one chunk.
std::string Chunk(std::string_view bytes);
inline constexpr std::string_view kLastChunk = "0\r\n\r\n";

}  // namespace motcua::http
