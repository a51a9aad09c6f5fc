#include "libs/http/head.h"

#include <boost/beast/http/status.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>

#include "libs/base/text.h"
#include "libs/http/received.h"

namespace motcua::http {
namespace {

constexpr std::array<std::string_view, 5> kOurs = {"content-length", "transfer-encoding", "date",
                                                   "connection", "keep-alive"};

bool IsOurs(std::string_view name) {
  return std::any_of(kOurs.begin(), kOurs.end(),
                     [name](std::string_view ours) { return Received::SameName(name, ours); });
}

// A token of RFC 9110, 5.6.2.
bool IsToken(std::string_view text) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kMarks.find(c) != std::string_view::npos;
  });
}

bool IsFieldValue(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
  });
}

std::string_view Reason(int status) {
  const auto reason =
      boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(status));
  return {reason.data(), reason.size()};
}

void AppendField(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::optional<std::string> WriteHead(const Response& response, Framing framing,
                                     Persistence persistence, std::string_view date) {
  if (response.status < 200 || response.status > 599) return std::nullopt;
  std::string out;
  out.reserve(256);
  out.append("HTTP/1.1 ");
  base::Append(out, response.status);
  out.append(" ").append(Reason(response.status)).append("\r\n");
  for (const auto& [name, value] : response.headers) {
    if (!IsToken(name) || !IsFieldValue(value)) return std::nullopt;
    if (!IsOurs(name)) AppendField(out, name, value);
  }
  AppendField(out, "Date", date);
  if (persistence == Persistence::kClosed) AppendField(out, "Connection", "close");
  if (persistence == Persistence::kKeptOn10) AppendField(out, "Connection", "keep-alive");
  if (framing == Framing::kChunks && !IsBodiless(response.status)) {
    AppendField(out, "Transfer-Encoding", "chunked");
  }
  if (framing == Framing::kLength && !IsBodiless(response.status)) {
    AppendField(out, "Content-Length", base::Cat(response.body.size()));
  }
  out.append("\r\n");
  return out;
}

std::string HttpDate(int64_t seconds) {
  const auto when = static_cast<std::time_t>(seconds);
  std::tm parts{};
  gmtime_r(&when, &parts);
  std::array<char, 40> text{};
  // The C locale's names are meant; the program never sets another.
  const size_t length = strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text.data(), length};
}

std::string Chunk(std::string_view bytes) {
  std::array<char, 20> digits{};
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), bytes.size(), 16).ptr;
  std::string out;
  out.reserve(bytes.size() + 24);
  out.append(digits.data(), end).append("\r\n").append(bytes).append("\r\n");
  return out;
}

}  // namespace motcua::http
