#include "libs/redis/link.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <random>
#include <system_error>
#include <utility>

#include "libs/base/text.h"
#include "libs/obs/log.h"

namespace motcua::redis {
namespace {

constexpr size_t kReadBytes = 32 * 1024;
constexpr int kReadsInARow = 32;
constexpr size_t kMaxReplyBytes = 64 << 20;
constexpr size_t kKeptBytes = 256 * 1024;

std::string Text(int error) {
  return std::generic_category().message(error);
}

}  // namespace

Link::Link(Address address, const char* use, const Timing& timing, obs::Metrics* metrics,
           std::shared_ptr<const Wake> wake, User& user)
    : address_(std::move(address)),
      use_(use),
      connect_timeout_(Bounded(timing.connect_timeout)),
      wake_(std::move(wake)),
      user_(user),
      backoff_(std::random_device()()) {
  if (metrics == nullptr) return;
  const obs::Labels labels{{"node", address_.name}, {"use", use_}};
  connected_ = &metrics->AddGauge("motcua_redis_connected",
                                  "1 while the connection to the node is up.", labels);
  reconnects_ = &metrics->AddCounter("motcua_redis_reconnects_total",
                                     "How often a lost connection was made again.", labels);
}

Link::~Link() {
  if (fd_ >= 0) close(fd_);
}

void Link::Send(std::string_view bytes) {
  if (state_ == State::kUp) out_ += bytes;
}

void Link::Lose(std::string_view cause) {
  if (state_ == State::kUp) Fail(cause);
}

pollfd Link::Wants() const {
  short events = 0;
  if (state_ == State::kConnecting || written_ < out_.size()) events |= POLLOUT;
  if (state_ == State::kGreeting || state_ == State::kUp) events |= POLLIN;
  return {.fd = fd_, .events = events, .revents = 0};
}

void Link::Turn(short events, Clock::time_point now) {
  Advance(events, now);
  if (state_ == State::kUp) {
    // Set first: the user may lose the connection, which sets it too.
    turn_at_ = Clock::time_point::max();
    const Clock::time_point wanted = user_.Turn(now);
    if (state_ == State::kUp) turn_at_ = wanted;
  } else if (state_ != State::kWaiting && now >= turn_at_) {
    Fail("no connection in time");
  }
  Flush();
}

void Link::Advance(short events, Clock::time_point now) {
  if (state_ == State::kWaiting && now >= turn_at_) Open(now);
  if (state_ == State::kLookingUp) Connect();
  if (events == 0) return;
  if (state_ == State::kConnecting) {
    Greet();
  } else if ((events & ~POLLOUT) != 0) {
    Read(now);
  }
}

void Link::Open(Clock::time_point now) {
  state_ = State::kLookingUp;
  turn_at_ = now + connect_timeout_;
  // One that hangs is waited for again: there is one thread at most.
  if (!lookup_) lookup_ = Lookup::Begin(address_, [wake = wake_] { wake->Call(); });
}

// A name may stand for several endpoints: each attempt takes the next.
void Link::Connect() {
  const std::optional<std::vector<Endpoint>> found = lookup_->Result();
  if (!found) return;
  lookup_.reset();
  if (found->empty()) return Fail("the name is not known");
  const Endpoint& to = (*found)[attempts_++ % found->size()];
  fd_ = socket(to.address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd_ < 0) return Fail(Text(errno));
  const int on = 1;
  if (address_.path.empty()) setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect(fd_, reinterpret_cast<const sockaddr*>(&to.address), to.size) == 0) return Greet();
  if (errno != EINPROGRESS) return Fail(Text(errno));
  state_ = State::kConnecting;
}

void Link::Greet() {
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(fd_, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error != 0) return Fail(Text(error));
  state_ = State::kGreeting;
  decoder_.emplace();
  AppendCommand(out_, {"PING"});
}

void Link::Read(Clock::time_point now) {
  std::array<char, kReadBytes> buffer;
  for (int i = 0; i < kReadsInARow && fd_ >= 0; ++i) {
    const ssize_t size = recv(fd_, buffer.data(), buffer.size(), 0);
    if (size == 0) return Fail("the node has closed the connection");
    if (size < 0) {
      if (errno != EAGAIN && errno != EINTR) Fail(Text(errno));
      return;
    }
    heard_at_ = now;
    const absl::Status fed = decoder_->Feed({buffer.data(), static_cast<size_t>(size)});
    if (!fed.ok()) return Fail(std::string(fed.message()));
    TakeReplies();
    if (static_cast<size_t>(size) < buffer.size()) return;
  }
}

void Link::TakeReplies() {
  while (state_ == State::kGreeting || state_ == State::kUp) {
    absl::StatusOr<Reply> reply = decoder_->Next();
    if (!reply.ok()) return Fail("not the protocol of Redis");
    if (*reply == nullptr) break;
    if (state_ == State::kGreeting) {
      Greeted(**reply);
    } else if (!user_.Take(**reply)) {
      Lose("an answer to nothing that was sent");
    }
  }
  if (decoder_ && decoder_->unfinished() > kMaxReplyBytes) Fail("an answer that is too long");
}

void Link::Greeted(const redisReply& reply) {
  const absl::Status status = StatusOf(reply);
  if (!status.ok()) return Fail(std::string(status.message()));
  if (TextOf(reply) != "PONG") return Fail("not the protocol of Redis");
  state_ = State::kUp;
  up_since_ = Clock::now();
  if (connected_ != nullptr) connected_->Set(1);
  if (reconnects_ != nullptr && was_up_) reconnects_->Add();
  was_up_ = true;
  Note(true, "");
  user_.Up();
}

void Link::Flush() {
  while (written_ < out_.size()) {
    const ssize_t size = send(fd_, out_.data() + written_, out_.size() - written_, MSG_NOSIGNAL);
    if (size < 0) {
      if (errno == EINTR) continue;
      if (errno != EAGAIN) return Fail(Text(errno));
      if (written_ > kKeptBytes) out_.erase(0, std::exchange(written_, 0));
      return;
    }
    written_ += static_cast<size_t>(size);
  }
  written_ = 0;
  out_.clear();
  if (out_.capacity() > kKeptBytes) out_.shrink_to_fit();
}

void Link::Fail(std::string_view cause) {
  // One that comes and goes is not asked twenty times a second.
  if (state_ == State::kUp && Clock::now() - up_since_ >= Backoff::kLongest) backoff_.Reset();
  Note(false, cause);
  Drop(absl::UnavailableError("redis: the connection was lost"));
  turn_at_ = Clock::now() + backoff_.Next();
}

void Link::Close() {
  Drop(absl::CancelledError("redis: the client ends"));
  state_ = State::kClosed;
}

void Link::Drop(const absl::Status& why) {
  const bool was_up = std::exchange(state_, State::kWaiting) == State::kUp;
  if (fd_ >= 0) close(std::exchange(fd_, -1));
  decoder_.reset();
  out_.clear();
  written_ = 0;
  if (connected_ != nullptr) connected_->Set(0);
  if (was_up) user_.Down(why);
}

void Link::Note(bool up, std::string_view cause) {
  if (noted_up_ == up) return;
  noted_up_ = up;
  obs::Log line(up ? obs::Level::kInfo : obs::Level::kWarn, up ? "redis_back" : "redis_lost");
  line.Str("node", address_.name).Str("use", use_);
  if (!up) line.Str("cause", cause);
}

}  // namespace motcua::redis
