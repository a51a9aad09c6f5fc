#pragma once

#include <poll.h>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace motcua::load {

// A server on a free port of 127.0.0.1 that does what a test tells it, one request after the other
// in one thread: while it takes its time over one, all others wait.
class TinyServer {
 public:
  struct Reply {
    std::string bytes;   // As they go out.
    bool close = false;  // The connection then.
  };
  // `nth` counts the requests from 1. In the server's thread.
  using Handler = std::function<Reply(int nth, std::string_view request)>;

  explicit TinyServer(Handler handler);
  ~TinyServer();
  TinyServer(const TinyServer&) = delete;
  TinyServer& operator=(const TinyServer&) = delete;

  std::string host_port() const;

 private:
  void Serve();
  // False when the connection is over.
  bool Receive(int fd);

  const Handler handler_;
  int listener_ = -1;
  int stop_[2] = {-1, -1};
  int port_ = 0;
  int requests_ = 0;
  std::vector<pollfd> polled_;
  std::map<int, std::string> received_;  // By socket.
  std::thread thread_;
};

// 200 with `body`, and more header lines, each with its CRLF.
std::string Ok(std::string_view body, std::string_view fields = {});

}  // namespace motcua::load
