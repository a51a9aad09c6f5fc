#include "tests/load/connection.h"

#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

namespace motcua::load {
namespace {

void Set(int fd, int level, int option, int value) {
  (void)setsockopt(fd, level, option, &value, sizeof value);
}

template <typename Address>
const sockaddr* Generic(const Address& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

}  // namespace

bool Connection::Open(int epoll, const sockaddr_in& target, uint32_t source) {
  ++opening_;
  answers = right_answers = 0;
  fd_ = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd_ < 0) return false;
  Set(fd_, IPPROTO_TCP, TCP_NODELAY, 1);
  if (source != 0) {
    // The port is chosen by connect, which knows the target: each address has all ports for each.
    Set(fd_, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1);
    sockaddr_in from = {};
    from.sin_family = AF_INET;
    from.sin_addr.s_addr = htonl(source);
    if (bind(fd_, Generic(from), sizeof from) != 0) return false;
  }
  if (connect(fd_, Generic(target), sizeof target) != 0 && errno != EINPROGRESS) return false;
  epoll_event event = {};
  event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
  event.data.u64 = (uint64_t{opening_} << 32) | static_cast<uint32_t>(number_);
  if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd_, &event) != 0) return false;
  state_ = State::kConnecting;
  return true;
}

bool Connection::Connected() {
  int error = 0;
  socklen_t size = sizeof error;
  if (getsockopt(fd_, SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0) return false;
  state_ = State::kFree;
  return true;
}

bool Connection::Send(std::string_view bytes) {
  state_ = State::kBusy;
  const ssize_t sent = send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (sent < 0 && errno != EAGAIN && errno != EINTR) return false;
  const auto taken = static_cast<size_t>(sent < 0 ? 0 : sent);
  if (taken < bytes.size()) unsent_ = bytes.substr(taken);
  return unsent_.empty() || Flush();
}

bool Connection::Flush() {
  while (flushed_ < unsent_.size()) {
    const ssize_t sent =
        send(fd_, unsent_.data() + flushed_, unsent_.size() - flushed_, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return errno == EAGAIN;
    flushed_ += static_cast<size_t>(sent);
  }
  unsent_.clear();
  flushed_ = 0;
  return true;
}

void Connection::Close() {
  if (fd_ >= 0) close(fd_);
  fd_ = -1;
  state_ = State::kClosed;
  parser_.Reset();
  unsent_.clear();
  flushed_ = 0;
}

}  // namespace motcua::load
