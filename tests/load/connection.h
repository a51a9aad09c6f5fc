#pragma once

#include <netinet/in.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "tests/load/response_parser.h"

namespace motcua::load {

class Request;

// One place for a connection: a socket that comes and goes, non-blocking, edge-triggered in `epoll`
// from its opening to its closing, and the request under way on it.
class Connection {
 public:
  enum class State : uint8_t { kClosed, kConnecting, kFree, kBusy };

  explicit Connection(int number) : number_(number) {}
  ~Connection() { Close(); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Begins to connect; its events carry `number` and `opening`. `source`: the address to connect
  // from, 0 for the system's choice (host byte order). False when it cannot.
  bool Open(int epoll, const sockaddr_in& target, uint32_t source);
  // The socket is writable for the first time: false when the connection has failed.
  bool Connected();
  // Sends a request, on a connection that is free. What the kernel does not take at once goes with
  // Flush. False when the connection has ended.
  bool Send(std::string_view bytes);
  bool Flush();
  // The answer is whole. False when it came before the request had gone: nothing more can.
  bool Answered() {
    state_ = State::kFree;
    return unsent_.empty();
  }
  void Close();

  State state() const { return state_; }
  int fd() const { return fd_; }
  int number() const { return number_; }
  // Tells the events of this socket from those of the one before.
  uint32_t opening() const { return opening_; }
  ResponseParser& parser() { return parser_; }

  // The request under way, or the last one.
  struct {
    Request* request = nullptr;
    int64_t due = 0;
    int etags = 0;         // How many ETags its request had learned; 0: it was unconditional.
    bool counted = false;  // Due in the window.
  } under_way;
  // Over this socket.
  uint32_t answers = 0;
  uint32_t right_answers = 0;
  // Sockets in a row that ended without an answer.
  uint32_t barren = 0;

 private:
  int fd_ = -1;
  const int number_;
  uint32_t opening_ = 0;
  State state_ = State::kClosed;
  ResponseParser parser_;
  std::string unsent_;
  size_t flushed_ = 0;  // Of these.
};

}  // namespace motcua::load
