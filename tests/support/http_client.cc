#include "tests/support/http_client.h"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "absl/strings/match.h"
#include "libs/base/text.h"

namespace motcua::test {
namespace {

namespace beast = boost::beast;
using ResponseParser = beast::http::response_parser<beast::http::string_body>;

bool SameName(std::string_view a, std::string_view b) {
  return absl::EqualsIgnoreCase({a.data(), a.size()}, {b.data(), b.size()});
}

[[noreturn]] void Fail(const std::string& what) {
  throw std::runtime_error(what);
}

int Connect(const std::string& host_port) {
  const size_t colon = host_port.rfind(':');
  if (colon == std::string::npos) Fail(base::Cat("no port in ", host_port));
  std::string host = host_port.substr(0, colon);
  if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(host.c_str(), host_port.c_str() + colon + 1, &hints, &found) != 0) {
    Fail(base::Cat("cannot resolve ", host_port));
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owned(found, &freeaddrinfo);
  for (const addrinfo* at = found; at != nullptr; at = at->ai_next) {
    const int fd = socket(at->ai_family, at->ai_socktype | SOCK_CLOEXEC, at->ai_protocol);
    if (fd < 0) continue;
    if (connect(fd, at->ai_addr, at->ai_addrlen) == 0) return fd;
    close(fd);
  }
  Fail(base::Cat("cannot connect to ", host_port, ": ", std::strerror(errno)));
}

bool WaitFor(int fd, short events, Timeout timeout) {
  pollfd wanted{.fd = fd, .events = events, .revents = 0};
  return poll(&wanted, 1, static_cast<int>(timeout.count())) > 0;
}

Response Convert(const ResponseParser& parser) {
  Response response;
  response.status = static_cast<int>(parser.get().result_int());
  for (const auto& field : parser.get()) {
    const auto name = field.name_string();
    const auto value = field.value();
    response.headers.push_back({{name.data(), name.size()}, {value.data(), value.size()}});
  }
  response.body = parser.get().body();
  return response;
}

// Feeds `bytes` to the parser and takes what it has used. False when it wants more.
bool Feed(ResponseParser& parser, std::string& bytes) {
  while (!parser.is_done() && !bytes.empty()) {
    beast::error_code error;
    const size_t used = parser.put({bytes.data(), bytes.size()}, error);
    bytes.erase(0, used);
    if (error == beast::http::error::need_more) return false;
    if (error) Fail(base::Cat("not HTTP: ", error.message()));
  }
  return parser.is_done();
}

}  // namespace

std::string_view Response::header(std::string_view name) const {
  for (const auto& header : headers) {
    if (SameName(header.name, name)) return header.value;
  }
  return {};
}

RawClient::RawClient(const std::string& host_port, Timeout timeout)
    : fd_(Connect(host_port)), timeout_(timeout) {}

RawClient::~RawClient() {
  close(fd_);
}

bool RawClient::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    if (!WaitFor(fd_, POLLOUT, timeout_)) Fail("the server does not read");
    const ssize_t sent = send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno == EAGAIN) continue;
    if (sent < 0) return false;
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

void RawClient::EndSending() {
  shutdown(fd_, SHUT_WR);
}

bool RawClient::Fill(Timeout timeout) {
  if (!WaitFor(fd_, POLLIN, timeout)) {
    Fail(base::Cat("no answer in time; so far: ", received_.substr(0, 200)));
  }
  std::array<char, 16384> bytes;
  const ssize_t count = recv(fd_, bytes.data(), bytes.size(), 0);
  if (count <= 0) return false;
  received_.append(bytes.data(), static_cast<size_t>(count));
  return true;
}

std::string RawClient::ReadUntil(std::string_view mark) {
  size_t at = received_.find(mark);
  while (at == std::string::npos) {
    if (!Fill(timeout_)) return std::exchange(received_, {});
    at = received_.find(mark);
  }
  return Read(at + mark.size());
}

std::string RawClient::Read(size_t bytes) {
  while (received_.size() < bytes && Fill(timeout_)) {
  }
  std::string out = received_.substr(0, bytes);
  received_.erase(0, bytes);
  return out;
}

std::string RawClient::ReadAll() {
  while (Fill(timeout_)) {
  }
  return std::exchange(received_, {});
}

Response RawClient::ReadResponse(bool to_head) {
  ResponseParser parser;
  parser.eager(true);
  parser.skip(to_head);
  parser.body_limit(boost::none);
  while (!Feed(parser, received_)) {
    if (Fill(timeout_)) continue;
    beast::error_code error;
    if (!parser.got_some()) Fail("closed without an answer");
    parser.put_eof(error);
    if (error) Fail(base::Cat("the answer ends early: ", error.message()));
    break;
  }
  return Convert(parser);
}

bool RawClient::Closed(Timeout timeout) {
  if (!received_.empty() || !WaitFor(fd_, POLLIN, timeout)) return false;
  return !Fill(timeout);
}

HttpClient::HttpClient(std::string host_port, Timeout timeout)
    : host_port_(std::move(host_port)), timeout_(timeout) {}

Response HttpClient::Get(std::string_view path, const std::vector<http::Header>& headers) {
  return Send("GET", path, {}, headers);
}

Response HttpClient::Post(std::string_view path, std::string_view body,
                          const std::vector<http::Header>& headers) {
  return Send("POST", path, body, headers);
}

Response HttpClient::Send(std::string_view method, std::string_view target, std::string_view body,
                          const std::vector<http::Header>& headers) {
  std::string text = base::Cat(method, " ", target, " HTTP/1.1\r\nHost: ", host_port_, "\r\n");
  for (const auto& [name, value] : headers) text += base::Cat(name, ": ", value, "\r\n");
  if (!body.empty() || method == "POST" || method == "PUT" || method == "PATCH") {
    text += base::Cat("Content-Length: ", body.size(), "\r\n");
  }
  text += base::Cat("\r\n", body);
  if (connection_ != nullptr && WaitFor(connection_->fd(), POLLIN, Timeout(0))) {
    connection_.reset();  // Between answers only an end can have come.
  }
  if (connection_ == nullptr) connection_ = std::make_unique<RawClient>(host_port_, timeout_);
  // An answer may come before all of the request has been taken (413).
  connection_->Send(text);
  try {
    Response response = connection_->ReadResponse(method == "HEAD");
    if (SameName(response.header("Connection"), "close")) connection_.reset();
    return response;
  } catch (...) {
    connection_.reset();
    throw;
  }
}

}  // namespace motcua::test
