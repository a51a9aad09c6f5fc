#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace motcua::http {

struct Header {
  std::string name;
  std::string value;
};

struct Response {
  int status = 200;
  // Content-Length, Transfer-Encoding, Date and Connection are the server's: it leaves out such
  // headers and writes its own. A name or value that could not be written safely (a control
  // character other than a tab) makes the answer a 500.
  std::vector<Header> headers;
  std::string body;
};

// A request that has arrived whole.
class Request {
 public:
  virtual ~Request() = default;
  virtual std::string_view method() const = 0;
  virtual std::string_view path() const = 0;   // As sent: percent-encoded, without the query.
  virtual std::string_view query() const = 0;  // Without the `?`; empty when there is none.
  // First value of the header, without case; empty when it is absent.
  virtual std::string_view header(std::string_view name) const = 0;
  // The values of all headers of that name, in the order in which they were sent.
  virtual std::vector<std::string_view> header_lines(std::string_view name) const = 0;
  virtual std::string_view body() const = 0;
  virtual std::string_view peer() const = 0;  // Address of the client, without the port.
};

// A request and the way to answer it: Respond once, or Start, Write…, Finish. Any thread may
// answer, one at a time. An exchange that is dropped unanswered becomes 500; one that is dropped
// between Start and Finish is cut off, so that the client sees that a part is missing.
class Exchange {
 public:
  virtual ~Exchange() = default;
  // Valid as long as the exchange.
  virtual const Request& request() const = 0;

  virtual void Respond(Response response) = 0;

  // Begins an answer of unknown length (chunked); `head.body` is not used.
  virtual void Start(Response head) = 0;
  // Sends a piece. False when the client has gone, or would have more than the limit unread (a
  // single piece may be larger): then the answer is cut off and nothing more need be written. A
  // writer that has much to say waits for OnRoom between its pieces.
  virtual bool Write(std::string piece) = 0;
  virtual void Finish() = 0;
  // Calls `gone` once when the client leaves before the answer is complete, or when nobody would
  // see the rest of it (HEAD, a server that drains); on the server's thread; at once when that is
  // so already. A client that closes its sending side counts as gone. `gone` may hold the exchange:
  // it is let go at the end of the answer.
  virtual void OnGone(std::function<void()> gone) = 0;
  // Calls `room` once, on the server's thread, when at most half the limit of what was written
  // before is unread, or the client has gone (Write tells).
  virtual void OnRoom(std::function<void()> room) = 0;
};

using ExchangePtr = std::shared_ptr<Exchange>;
// Called on the server's thread for each request: hands on and returns, never blocks.
using Handler = std::function<void(ExchangePtr)>;

}  // namespace motcua::http
