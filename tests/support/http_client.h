#pragma once

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/http/message.h"

namespace motcua::test {

using Timeout = std::chrono::milliseconds;
inline constexpr Timeout kHttpTimeout{10'000};

struct Response : http::Response {
  // First value of the header, without case; empty when it is absent.
  std::string_view header(std::string_view name) const;
};

// A socket and what comes and goes over it, byte for byte. Throws std::runtime_error when it cannot
// connect, or when a wait takes longer than the timeout.
class RawClient {
 public:
  // `host_port`: `127.0.0.1:8080`, `[::1]:8080` or `localhost:8080`.
  explicit RawClient(const std::string& host_port, Timeout timeout = kHttpTimeout);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  // False when the server has closed.
  bool Send(std::string_view bytes);
  // Closes our sending side; we can still read.
  void EndSending();
  // What has come up to and with `mark`; keeps the rest. What has come at all if the server closes
  // first.
  std::string ReadUntil(std::string_view mark);
  // `bytes` bytes, or fewer if the server closes first.
  std::string Read(size_t bytes);
  // Everything until the server closes.
  std::string ReadAll();
  // The next answer, with its body decoded; `to_head` when it answers a HEAD. Throws when it is no
  // HTTP or ends early.
  Response ReadResponse(bool to_head = false);
  // True when the server closes (or resets) within `timeout` without sending anything more.
  bool Closed(Timeout timeout);
  // Reads more bytes, at least one; false at the end. Throws after `timeout`.
  bool Fill(Timeout timeout);
  const std::string& received() const { return received_; }

  int fd() const { return fd_; }

 private:
  int fd_ = -1;
  Timeout timeout_;
  std::string received_;  // And not yet read.
};

// Asks one question after the other over one connection, which is opened anew when the server has
// closed it. Throws as RawClient does.
class HttpClient {
 public:
  explicit HttpClient(std::string host_port, Timeout timeout = kHttpTimeout);

  Response Get(std::string_view path, const std::vector<http::Header>& headers = {});
  Response Post(std::string_view path, std::string_view body,
                const std::vector<http::Header>& headers = {});
  // `target` is path and query. Content-Length is added when there is a body, or the method wants
  // one.
  Response Send(std::string_view method, std::string_view target, std::string_view body = {},
                const std::vector<http::Header>& headers = {});

 private:
  const std::string host_port_;
  const Timeout timeout_;
  std::unique_ptr<RawClient> connection_;
};

struct SseEvent {
  std::string id;
  std::string event;  // `message` when the stream does not say.
  std::string data;   // Lines joined by LF.
};

// Reads an event stream (text/event-stream), from a connection of its own. Throws as RawClient does
// when it connects.
class SseStream {
 public:
  SseStream(const std::string& host_port, std::string_view path,
            const std::vector<http::Header>& headers = {}, Timeout timeout = kHttpTimeout);
  ~SseStream();

  // The head of the answer; the body too when it is not an event stream.
  const Response& response() const;
  // The next event; nothing when none comes within `timeout`, or the stream has ended.
  std::optional<SseEvent> Next(Timeout timeout = kHttpTimeout);
  // True when the server has ended the stream and all its events have been given.
  bool ended() const;
  // True when it ended without its last chunk.
  bool cut() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace motcua::test
