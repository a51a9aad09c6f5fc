#include "libs/http/connection.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "libs/http/exchange.h"
#include "libs/http/loop.h"
#include "libs/obs/log.h"

namespace motcua::http {
namespace {

namespace asio = boost::asio;

// Reads for one client before the others have their turn.
constexpr int kReadsInARow = 16;
// So much of a body must arrive within `body_timeout`.
constexpr size_t kBodyStep = 64 * 1024;

bool MustWait(const boost::system::error_code& error) {
  return error == asio::error::would_block || error == asio::error::try_again;
}

}  // namespace

Connection::Connection(Loop& loop) : loop_(loop), socket_(loop.io()) {}

void Connection::Open(const asio::ip::address& peer) {
  peer_ = peer;
  served_ = 0;
  keep_alive_ = true;
  http10_ = head_only_ = finishing_ = false;
  Enter(State::kIdle);
  Error error;
  socket_.non_blocking(true, error);
  if (error) return Close();
  Idle();
}

void Connection::Enter(State state) {
  if (is_linked()) unlink();
  if (tally_ != nullptr) --*tally_;
  state_ = state;
  since_ = Clock::now();
  tally_ = nullptr;
  if (state == State::kClosed) return;
  loop_.list(state).push_back(*this);
  Load::Tally& tally = loop_.tally();
  tally_ = flow_ != nullptr ? &tally.stream : state == State::kIdle ? &tally.idle : &tally.active;
  ++*tally_;
}

void Connection::Idle() {
  loop_.Return(std::move(parser_));
  if (loop_.draining() && !HasUnread()) return Close();
  Enter(State::kIdle);
  WaitReadable();
}

void Connection::WaitReadable() {
  if (reading_) return;
  reading_ = true;
  socket_.async_wait(Socket::wait_read, [this](const Error& error) {
    reading_ = false;
    Readable(error);
  });
}

void Connection::Readable(const Error& error) {
  switch (state_) {
    case State::kClosed: return Rest();
    case State::kLingering: return error ? Close() : Discard();
    case State::kIdle:
    case State::kHead:
    case State::kBody: return error ? Close() : Read();
    case State::kWaiting:
    case State::kStreaming:
    case State::kWriting: return error ? Close() : Watch();
  }
}

void Connection::Read() {
  if (parser_ == nullptr) parser_ = loop_.Borrow();
  for (int i = 0; i < kReadsInARow; ++i) {
    const std::span<char> room = parser_->Room();
    Error error;
    const size_t bytes = socket_.read_some(asio::buffer(room.data(), room.size()), error);
    if (MustWait(error)) break;
    if (error) return Close();
    parser_->Arrived(bytes);
    if (state_ == State::kIdle) Enter(State::kHead);
    Advance();
    if (state_ != State::kHead && state_ != State::kBody) return;
    if (bytes < room.size()) break;
  }
  if (state_ == State::kIdle) loop_.Return(std::move(parser_));
  WaitReadable();
}

// Throws away what arrives, so that the client reads our answer before it sees a reset.
void Connection::Discard() {
  for (int i = 0; i < kReadsInARow; ++i) {
    Error error;
    socket_.read_some(asio::buffer(loop_.scratch()), error);
    if (MustWait(error)) break;
    if (error) return Close();
  }
  WaitReadable();
}

// Something has come from a client that waits for us: its end, or its next request. That stays
// unread until this answer is complete; from there on only a write can tell that the client has
// left.
void Connection::Watch() {
  char byte = 0;
  Error error;
  socket_.receive(asio::buffer(&byte, 1), asio::socket_base::message_peek, error);
  if (MustWait(error)) return WaitReadable();
  if (error) Close();
}

void Connection::Advance() {
  advancing_ = true;
  const absl::Cleanup advanced = [this] { advancing_ = false; };
  bool more = true;
  while (more && (state_ == State::kHead || state_ == State::kBody)) {
    // Whoever gives the parser back on the way also leaves these states, which the analyzer does
    // not see.
    switch (parser_->Next()) {  // NOLINT(clang-analyzer-cplusplus.Move)
      case Parser::Step::kMore:
        more = false;
        if (state_ == State::kBody) CoverBody();
        if (state_ == State::kHead && parser_->empty()) Idle();
        break;
      case Parser::Step::kHead: Admit(); break;
      case Parser::Step::kWhole:
        if (CoverBody()) HandOn();
        break;
      case Parser::Step::kRefused:
        Refuse(parser_->refusal().status, parser_->refusal().reason, true);
        break;
    }
  }
}

// Goes on with the bytes that came while an answer was under way.
void Connection::Resume() {
  Enter(State::kHead);
  if (advancing_) return;
  Advance();
  if (state_ == State::kHead || state_ == State::kBody) WaitReadable();
}

// Looks at the head before any of the body is taken. Only what has arrived counts as in flight:
// otherwise a few clients that tell long lengths and send nothing would shut out everybody.
void Connection::Admit() {
  Received& request = parser_->request();
  http10_ = request.http10;
  head_only_ = request.verb == "HEAD";
  if (!parser_->has_body()) return;
  const ServerOptions& options = loop_.options();
  const size_t limit = options.body_limit ? options.body_limit(request.method(), request.path())
                                          : options.limits.max_body_bytes;
  if (parser_->content_length() > limit) return Refuse(413, "body too large", true);
  request.share.emplace(loop_.load());
  if (!loop_.load()->HasRoomFor(parser_->content_length())) {
    return Refuse(503, "too many bytes in flight", true);
  }
  parser_->AllowBody(limit);
  body_mark_ = 0;
  Enter(State::kBody);
  if (!parser_->expects_continue() || !parser_->empty()) return;
  constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  Error error;
  // Nothing else is on its way to this client: the kernel has room.
  if (socket_.write_some(asio::buffer(kContinue), error) < kContinue.size()) Close();
}

// Counts the memory of the body as far as it has arrived, and sets the clock again when it makes
// headway.
bool Connection::CoverBody() {
  Received& request = parser_->request();
  const size_t bytes = request.content.size();
  if (request.share && !request.share->Cover(request.content.capacity())) {
    Refuse(503, "too many bytes in flight", true);
    return false;
  }
  if (state_ == State::kBody && bytes - body_mark_ >= kBodyStep) {
    body_mark_ = bytes;
    Enter(State::kBody);
  }
  return true;
}

void Connection::HandOn() {
  const Limits& limits = loop_.options().limits;
  keep_alive_ =
      parser_->keep_alive() && ++served_ < limits.max_requests_per_connection && !loop_.draining();
  std::unique_ptr<Received> request = parser_->Release();
  if (!loop_.load()->BeginRequest()) return Refuse(503, "too much in flight", false);
  if (parser_->empty()) loop_.Return(std::move(parser_));
  request->address = peer_.to_string();
  Enter(State::kWaiting);
  auto exchange =
      std::make_shared<PostedExchange>(std::move(request), loop_.load(), loop_.mailbox(), this,
                                       generation_, limits.max_unread_stream_bytes);
  try {
    loop_.handler()(std::move(exchange));
  } catch (const std::exception& thrown) {
    // The exchange has been dropped on the way, which answers 500.
    obs::Log(obs::Level::kError, "http_handler_threw").Str("what", thrown.what());
  }
}

void Connection::Refuse(int status, std::string_view reason, bool close) {
  if (close) keep_alive_ = false;
  On(Whole{loop_.Refusal(status, reason)});
}

void Connection::Expire() {
  switch (state_) {
    case State::kHead: return Refuse(408, "head took too long", true);
    case State::kBody: return Refuse(408, "body took too long", true);
    case State::kWriting: return Cut();
    default: return Close();
  }
}

void Connection::Drain() {
  keep_alive_ = false;
  if (state_ == State::kIdle && !HasUnread()) return Close();
  if (flow_ != nullptr && event_stream_) EndEventStream();
}

bool Connection::HasUnread() {
  Error error;
  return socket_.available(error) > 0;
}

// Closes so that the client can read all that was sent: a socket that is closed with bytes unread
// resets the connection (RFC 9112, 9.6).
void Connection::CloseGently() {
  if (parser_ == nullptr && !HasUnread()) return Close();
  loop_.Return(std::move(parser_));
  Error error;
  socket_.shutdown(Socket::shutdown_send, error);
  if (error) return Close();
  Enter(State::kLingering);
  WaitReadable();
}

// Closes at once; what the kernel still holds is dropped and the client sees a reset.
void Connection::Cut() {
  Error ignored;
  socket_.set_option(Socket::linger(true, 0), ignored);
  Close();
}

void Connection::Close() {
  if (state_ == State::kClosed) return;
  Error ignored;
  socket_.close(ignored);
  ++generation_;
  if (flow_ != nullptr) flow_->gone = true;
  flow_.reset();
  Enter(State::kClosed);
  outbox_.Clear();
  CountUnread();
  loop_.Return(std::move(parser_));
  CallGone();
  CallRoom();
  loop_.Left();
  Rest();
}

// Gives the connection back when no wait is pending that would find another client in it.
void Connection::Rest() {
  if (!reading_ && !writing_) loop_.Recycle(this);
}

}  // namespace motcua::http
