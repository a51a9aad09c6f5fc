#include "tests/load/client.h"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace motcua::load {
namespace {

constexpr int64_t kSecond = 1'000'000'000;
constexpr int64_t kRetryAfter = kSecond / 4;
constexpr size_t kBufferBytes = 64 * 1024;
constexpr uint32_t kFirstSource = 0x7f000101;  // 127.0.1.1

bool IsLoopback(const sockaddr_in& address) {
  return ntohl(address.sin_addr.s_addr) >> 24 == 127;
}

}  // namespace

int64_t Now() {
  timespec now = {};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * kSecond + now.tv_nsec;
}

Client::Client(const Plan& plan, int process)
    : plan_(plan),
      process_(process),
      epoll_(epoll_create1(EPOLL_CLOEXEC)),
      random_(plan.seed * 999'983 + static_cast<uint64_t>(process)),
      fillings_(static_cast<uint64_t>(process), static_cast<uint64_t>(plan.processes)),
      buffer_(kBufferBytes) {
  for (const Target& target : plan.targets) {
    std::vector<Request>& requests = requests_.emplace_back();
    for (const RequestPlan& request : plan.requests) {
      requests.emplace_back(plan, request, target.host_port);
    }
  }
  for (const RequestPlan& request : plan.requests) {
    mix_.push_back((mix_.empty() ? 0 : mix_.back()) + request.weight);
  }
  const int64_t start = Now();
  const double gap = static_cast<double>(kSecond) * plan.processes / plan.connect_rate;
  for (int i = 0; i < ConnectionsOf(plan, process); ++i) {
    connections_.emplace_back(i).parser().KeepBody(!plan.must_contain.empty());
    openings_.push({start + static_cast<int64_t>(i * gap), i});
  }
}

Client::~Client() {
  close(epoll_);
}

void Client::SetWindow(int64_t from, int64_t to) {
  from_ = from;
  to_ = to;
}

void Client::Poll(int64_t until) {
  if (!openings_.empty()) until = std::min(until, openings_.top().time);
  const int64_t left = std::clamp<int64_t>(until - Now(), 0, kSecond);
  const timespec timeout = {left / kSecond, left % kSecond};
  std::array<epoll_event, 256> events;
  const int count = epoll_pwait2(epoll_, events.data(), events.size(), &timeout, nullptr);
  for (int i = 0; i < count; ++i) OnEvent(events[static_cast<size_t>(i)]);
  if (!openings_.empty()) OpenDue(Now());
}

void Client::OpenDue(int64_t now) {
  while (!openings_.empty() && openings_.top().time <= now) {
    Connection& connection = connections_[static_cast<size_t>(openings_.top().number)];
    openings_.pop();
    Open(connection, now);
  }
}

int Client::NumberOfAll(const Connection& connection) const {
  return connection.number() * plan_.processes + process_;
}

void Client::Open(Connection& connection, int64_t now) {
  const int all = NumberOfAll(connection);
  const sockaddr_in& target =
      plan_.targets[static_cast<size_t>(all) % plan_.targets.size()].address;
  const bool spread = plan_.sources > 0 && IsLoopback(target);
  const uint32_t source = spread ? kFirstSource + static_cast<uint32_t>(all % plan_.sources) : 0;
  if (!connection.Open(epoll_, target, source)) TryLater(connection, now);
}

void Client::OnEvent(const epoll_event& event) {
  Connection& connection = connections_[event.data.u64 & 0xffffffff];
  if (connection.opening() != event.data.u64 >> 32) return;
  if (connection.state() == Connection::State::kClosed) return;
  if (connection.state() == Connection::State::kConnecting) {
    if (!OnConnected(connection)) return;
  } else if ((event.events & EPOLLOUT) != 0 && !connection.Flush()) {
    return OnClosed(connection);
  }
  if ((event.events & ~uint32_t{EPOLLOUT}) == 0) return;
  ending_ = (event.events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
  Receive(connection);
}

bool Client::OnConnected(Connection& connection) {
  const int64_t now = Now();
  if (!connection.Connected()) {
    TryLater(connection, now);
    return false;
  }
  ++tally_.opened;
  pace_->Free(connection, now);
  return connection.state() != Connection::State::kClosed;
}

void Client::TryLater(Connection& connection, int64_t now) {
  ++tally_.connect_errors;
  connection.Close();
  openings_.push({now + kRetryAfter, connection.number()});
}

// A read that does not fill the buffer has taken all there was; more makes another event.
void Client::Receive(Connection& connection) {
  while (true) {
    const ssize_t size = recv(connection.fd(), buffer_.data(), buffer_.size(), 0);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0 && errno == EAGAIN) return;
    if (size <= 0) return OnClosed(connection);
    tally_.bytes_received += static_cast<size_t>(size);
    if (!Read(connection, {buffer_.data(), static_cast<size_t>(size)})) return;
    if (!ending_ && static_cast<size_t>(size) < buffer_.size()) return;
  }
}

bool Client::Read(Connection& connection, std::string_view bytes) {
  const bool busy = connection.state() == Connection::State::kBusy;
  const auto step = busy ? connection.parser().Feed(&bytes) : ResponseParser::Step::kBad;
  if (step == ResponseParser::Step::kMore) return true;
  if (step == ResponseParser::Step::kWhole && bytes.empty()) {
    OnAnswer(connection);
    return connection.state() != Connection::State::kClosed;
  }
  Fail(connection, Failure::kMalformed);  // No HTTP, or bytes that nobody has asked for.
  End(connection, Now());
  return false;
}

void Client::OnAnswer(Connection& connection) {
  const int64_t now = Now();
  const ResponseParser& parser = connection.parser();
  ++connection.answers;
  if (const std::optional<Failure> failure = Judge(connection)) {
    Fail(connection, *failure);
  } else {
    ++connection.right_answers;
    if (Counts(now)) ++tally_.done;
    if (connection.under_way.counted) {
      --counted_under_way_;
      ++tally_.answered;
      tally_.latency.Add(now - connection.under_way.due);
    }
  }
  Request& request = *connection.under_way.request;
  if (plan_.if_none_match && parser.status() == 200 && !parser.etag().empty() &&
      parser.etag() != request.etag()) {
    request.SetEtag(parser.etag());
  }
  const bool stays = connection.Answered() && parser.keep_alive() && !ending_;
  if (stays) return pace_->Free(connection, now);
  ++tally_.closed_by_server;
  End(connection, now);
}

std::optional<Failure> Client::Judge(Connection& connection) {
  const ResponseParser& parser = connection.parser();
  const auto& asked = connection.under_way;
  if (asked.etags > 0 && parser.status() == 304) return std::nullopt;
  if (asked.etags > 0 && parser.status() == 200) {
    const bool changed = !parser.etag().empty() && parser.etag() != asked.request->etag();
    if (!changed && asked.etags == asked.request->etags()) return Failure::kNotModified;
  }
  const auto& expected = plan_.expected;
  if (std::find(expected.begin(), expected.end(), parser.status()) == expected.end()) {
    if (asked.counted) ++tally_.wrong_status[static_cast<size_t>(parser.status()) % 600];
    return Failure::kStatus;
  }
  if (parser.status() != 304 && parser.body().find(plan_.must_contain) == std::string::npos)
    return Failure::kBody;
  return std::nullopt;
}

void Client::OnClosed(Connection& connection) {
  ++tally_.closed_by_server;
  if (connection.state() == Connection::State::kBusy) {
    if (connection.parser().End() == ResponseParser::Step::kWhole) {
      --tally_.closed_by_server;  // OnAnswer counts it: the answer said so.
      return OnAnswer(connection);
    }
    Fail(connection, Failure::kLost);
  }
  End(connection, Now());
}

void Client::Fail(Connection& connection, Failure failure) {
  if (connection.state() != Connection::State::kBusy || !connection.under_way.counted) return;
  --counted_under_way_;
  ++tally_[failure];
}

void Client::End(Connection& connection, int64_t now) {
  const bool again = pace_->Reopen(connection);
  connection.Close();
  // A server that takes connections only to end them is not stormed.
  connection.barren = connection.answers > 0 ? 0 : connection.barren + 1;
  const int64_t when = connection.barren > 1 ? now + kRetryAfter : now;
  if (again) openings_.push({when, connection.number()});
}

Request& Client::Pick(const Connection& connection) {
  const auto all = static_cast<size_t>(NumberOfAll(connection));
  std::vector<Request>& requests = requests_[all % requests_.size()];
  if (requests.size() == 1) return requests.front();
  const double at = std::uniform_real_distribution<double>(0, mix_.back())(random_);
  const auto found = std::upper_bound(mix_.begin(), mix_.end(), at) - mix_.begin();
  return requests[std::min(static_cast<size_t>(found), requests.size() - 1)];
}

void Client::Ask(Connection& connection, int64_t due) {
  Request& request = Pick(connection);
  const std::string_view bytes = request.Render(fillings_, &scratch_);
  connection.under_way = {&request, due, request.etags(), Counts(due)};
  if (connection.under_way.counted) ++counted_under_way_;
  tally_.bytes_sent += bytes.size();
  if (!connection.Send(bytes)) OnClosed(connection);
}

void Client::Abandon() {
  for (Connection& connection : connections_) Fail(connection, Failure::kUnanswered);
}

}  // namespace motcua::load
