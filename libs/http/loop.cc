#include "libs/http/loop.h"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <ctime>
#include <exception>
#include <system_error>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/obs/log.h"

namespace motcua::http {
namespace {

using State = Connection::State;

constexpr size_t kKeptParsers = 64;
constexpr int kAcceptsInARow = 64;
constexpr std::chrono::seconds kLinger{2};
constexpr std::chrono::milliseconds kLongestSweep{1000};
constexpr std::chrono::milliseconds kShortestSweep{10};

Connection::Clock::duration Patience(absl::Duration limit) {
  return absl::ToChronoNanoseconds(limit);
}

// What one connection throws (no memory, a caller's function) ends there: the others keep their
// letters and their clocks.
template <typename Work>
void Guarded(Work work) {
  try {
    work();
  } catch (const std::exception& thrown) {
    obs::Log(obs::Level::kError, "http_loop_threw").Str("what", thrown.what());
  }
}

}  // namespace

Loop::Loop(const ServerOptions& options, const Handler& handler, std::shared_ptr<Load> load,
           Load::Tally& tally)
    : options_(options),
      handler_(handler),
      load_(std::move(load)),
      tally_(tally),
      mailbox_(
          std::make_shared<Mailbox>([this] { boost::asio::post(io_, [this] { ReadMail(); }); })),
      sweep_(io_) {
  const Limits& limits = options.limits;
  const auto set = [this](State state, Connection::Clock::duration patience) {
    patience_[static_cast<size_t>(state)] = patience;
  };
  set(State::kIdle, Patience(limits.idle_timeout));
  set(State::kHead, Patience(limits.header_timeout));
  set(State::kBody, Patience(limits.body_timeout));
  set(State::kWriting, Patience(limits.write_timeout));
  set(State::kLingering, kLinger);
  Connection::Clock::duration shortest = kLinger;
  for (const auto patience : patience_) {
    if (patience.count() > 0) shortest = std::min(shortest, patience);
  }
  sweep_period_ =
      std::clamp<Connection::Clock::duration>(shortest / 4, kShortestSweep, kLongestSweep);
}

Loop::~Loop() {
  Stop();
}

absl::Status Loop::Listen(const Endpoint& endpoint, bool share) {
  endpoint_ = endpoint;
  share_ = share;
  ASSIGN_OR_RETURN(listener_, http::Listen(io_, endpoint, share));
  return absl::OkStatus();
}

absl::Status Loop::Start() {
  WaitAcceptable();
  ArmSweep();
  try {
    thread_ = std::thread([this] { Run(); });
  } catch (const std::system_error& error) {
    return absl::ResourceExhaustedError(base::Cat("threads: ", std::string(error.what())));
  }
  return absl::OkStatus();
}

std::future<void> Loop::Drain() {
  std::packaged_task<void()> drain([this] { DrainHere(); });
  std::future<void> done = drain.get_future();
  boost::asio::post(io_, std::move(drain));
  return done;
}

void Loop::Stop() {
  io_.stop();
  if (thread_.joinable()) thread_.join();
}

void Loop::Run() {
  while (!io_.stopped()) {
    Guarded([this] { io_.run(); });
  }
  CloseAll();
}

// What an exchange asks after this goes nowhere; who waits to be told that the client is gone is
// told.
void Loop::CloseAll() {
  listener_.reset();
  draining_ = true;
  for (Connection* connection : Everyone()) connection->Close();
  for (Letter& letter : mailbox_->Close()) {
    letter.connection->Take(letter.generation, std::move(letter.answer));
  }
}

std::vector<Connection*> Loop::Everyone() {
  std::vector<Connection*> all;
  for (List& list : lists_) {
    for (Connection& connection : list) all.push_back(&connection);
  }
  return all;
}

void Loop::DrainHere() {
  draining_ = true;
  // Whoever the kernel has let in already may have sent a request.
  while (listener_ && AcceptOne()) {
  }
  listener_.reset();
  for (Connection* connection : Everyone()) connection->Drain();
}

void Loop::ReadMail() {
  for (Letter& letter : mailbox_->Take()) {
    Guarded([&letter] { letter.connection->Take(letter.generation, std::move(letter.answer)); });
  }
}

void Loop::WaitAcceptable() {
  listener_->async_wait(Listener::wait_read, [this](const boost::system::error_code& error) {
    // The listener may have been closed since, and another may stand in its place.
    if (!error && listener_) Accept();
  });
}

void Loop::Accept() {
  for (int i = 0; i < kAcceptsInARow; ++i) {
    if (!AcceptOne()) break;
  }
  if (listener_ && load_->full()) Mute();
  if (listener_) WaitAcceptable();
}

bool Loop::AcceptOne() {
  if (!load_->TakePlace()) {
    Mute();
    return false;
  }
  if (free_.empty()) {
    connections_.push_back(std::make_unique<Connection>(*this));
    free_.push_back(connections_.back().get());
  }
  Connection* connection = free_.back();
  Endpoint peer;
  boost::system::error_code error;
  listener_->accept(connection->socket(), peer, error);
  if (!error) {
    free_.pop_back();
    connection->Open(peer.address());
    return true;
  }
  load_->ReturnPlace();
  if (error == boost::asio::error::connection_aborted) return true;
  if (error != boost::asio::error::would_block && error != boost::asio::error::try_again) {
    obs::Log(obs::Level::kError, "http_accept_failed").Str("cause", error.message());
    Mute();
  }
  return false;
}

// An acceptor that is full yet listens lets clients believe that they are connected, and one that
// cannot accept for want of files spins.
void Loop::Mute() {
  listener_.reset();
  if (draining_) return;
  load_->CountFull();
  obs::Log(obs::Level::kWarn, "http_full").Int("port", endpoint_.port());
}

void Loop::Unmute() {
  absl::StatusOr<Listener> listener = http::Listen(io_, endpoint_, share_);
  if (!listener.ok()) {
    obs::Log(obs::Level::kError, "http_listen_failed")
        .Str("cause", std::string(listener.status().message()));
    return;
  }
  listener_ = std::move(*listener);
  WaitAcceptable();
}

void Loop::Left() {
  load_->ReturnPlace();
  if (!listener_ && !draining_ && load_->roomy()) Unmute();
}

void Loop::ArmSweep() {
  sweep_.expires_after(sweep_period_);
  sweep_.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    Guarded([this] { Sweep(); });
    ArmSweep();
  });
}

// The lists are in order of time: only their heads are looked at.
void Loop::Sweep() {
  const auto now = Connection::Clock::now();
  for (size_t i = 0; i < lists_.size(); ++i) {
    if (patience_[i].count() == 0) continue;
    while (!lists_[i].empty() && now - lists_[i].front().since() >= patience_[i]) {
      lists_[i].front().Expire();
    }
  }
  // Connections of other threads may have made room, or files may be free again.
  if (!listener_ && !draining_ && load_->roomy()) Unmute();
}

const std::string& Loop::date() {
  const int64_t second = std::time(nullptr);
  if (second != date_second_) {
    date_second_ = second;
    date_ = HttpDate(second);
  }
  return date_;
}

std::unique_ptr<Parser> Loop::Borrow() {
  if (parsers_.empty()) return std::make_unique<Parser>(options_.limits.max_header_bytes);
  std::unique_ptr<Parser> parser = std::move(parsers_.back());
  parsers_.pop_back();
  return parser;
}

void Loop::Return(std::unique_ptr<Parser> parser) {
  if (parser == nullptr || parsers_.size() == kKeptParsers) return;
  parser->Clear();
  parsers_.push_back(std::move(parser));
}

Response Loop::Refusal(int status, std::string_view reason) const {
  if (options_.refuse) return options_.refuse(status, reason);
  Response response{.status = status};
  if (status == 503) response.headers.push_back({"Retry-After", "1"});
  return response;
}

}  // namespace motcua::http
