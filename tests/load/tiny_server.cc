#include "tests/load/tiny_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <utility>

#include "libs/base/text.h"

namespace motcua::load {
namespace {

// How much of `bytes` is the first request: its head and, by Content-Length, its body. 0: it is not
// whole yet.
size_t RequestSize(std::string_view bytes) {
  const size_t head = bytes.find("\r\n\r\n");
  if (head == std::string_view::npos) return 0;
  size_t body = 0;
  constexpr std::string_view kLength = "\r\nContent-Length: ";
  if (const size_t at = bytes.substr(0, head).find(kLength); at != std::string_view::npos) {
    const std::string_view value = bytes.substr(at + kLength.size());
    if (!base::ParseInt(value.substr(0, value.find('\r')), &body)) return 0;
  }
  return bytes.size() >= head + 4 + body ? head + 4 + body : 0;
}

}  // namespace

std::string Ok(std::string_view body, std::string_view fields) {
  return base::Cat("HTTP/1.1 200 OK\r\nContent-Length: ", body.size(), "\r\n", fields, "\r\n",
                   body);
}

TinyServer::TinyServer(Handler handler) : handler_(std::move(handler)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  if (bind(listener_, generic, size) != 0 || listen(listener_, 1024) != 0 ||
      getsockname(listener_, generic, &size) != 0 || pipe2(stop_, O_CLOEXEC) != 0) {
    throw std::runtime_error("cannot listen");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { Serve(); });
}

TinyServer::~TinyServer() {
  close(stop_[1]);
  thread_.join();
  for (const auto& [fd, received] : received_) close(fd);
  close(stop_[0]);
  close(listener_);
}

std::string TinyServer::host_port() const {
  return base::Cat("127.0.0.1:", port_);
}

void TinyServer::Serve() {
  polled_ = {{stop_[0], POLLIN, 0}, {listener_, POLLIN, 0}};
  while (polled_[0].revents == 0) {
    if (poll(polled_.data(), polled_.size(), -1) < 0) continue;
    std::vector<pollfd> next = {polled_[0], polled_[1]};
    for (size_t i = 2; i < polled_.size(); ++i) {
      if (polled_[i].revents == 0 || Receive(polled_[i].fd)) {
        next.push_back({polled_[i].fd, POLLIN, 0});
        continue;
      }
      received_.erase(polled_[i].fd);
      close(polled_[i].fd);
    }
    if (polled_[1].revents != 0) {
      const int fd = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (fd >= 0) next.push_back({fd, POLLIN, 0});
      if (fd >= 0) received_[fd] = {};
    }
    polled_ = std::move(next);
  }
}

bool TinyServer::Receive(int fd) {
  std::array<char, 16384> bytes;
  const ssize_t size = recv(fd, bytes.data(), bytes.size(), 0);
  if (size <= 0) return false;
  std::string& received = received_[fd];
  received.append(bytes.data(), static_cast<size_t>(size));
  while (const size_t whole = RequestSize(received)) {
    const Reply reply = handler_(++requests_, std::string_view(received).substr(0, whole));
    received.erase(0, whole);
    (void)send(fd, reply.bytes.data(), reply.bytes.size(), MSG_NOSIGNAL);
    if (reply.close) return false;
  }
  return true;
}

}  // namespace motcua::load
