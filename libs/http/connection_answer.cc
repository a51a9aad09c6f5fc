#include <utility>
#include <variant>

#include "libs/http/connection.h"
#include "libs/http/head.h"
#include "libs/http/loop.h"
#include "libs/obs/log.h"

namespace motcua::http {
namespace {

namespace asio = boost::asio;

bool IsEventStream(const Response& head) {
  for (const auto& [name, value] : head.headers) {
    if (Received::SameName(name, "content-type")) return value.starts_with("text/event-stream");
  }
  return false;
}

}  // namespace

void Connection::Take(uint64_t generation, Answer answer) {
  if (generation == generation_ && state_ != State::kClosed) {
    std::visit([this](auto&& asked) { On(std::forward<decltype(asked)>(asked)); },
               std::move(answer));
  } else if (auto* gone = std::get_if<TellGone>(&answer)) {
    gone->tell();
  } else if (auto* room = std::get_if<TellRoom>(&answer)) {
    room->tell();
  }
}

void Connection::On(Whole whole) {
  if (finishing_) return;
  finishing_ = true;
  if (!head_only_ && !loop_.load()->HasRoomForAnswer(whole.response.body.size())) {
    obs::Log(obs::Level::kWarn, "http_answer_refused")
        .Int("status", whole.response.status)
        .Int("bytes", static_cast<int64_t>(whole.response.body.size()));
    whole.response = loop_.Refusal(503, "too much waits for slow clients");
  }
  std::optional<std::string> head =
      WriteHead(whole.response, Framing::kLength, persistence(), loop_.date());
  if (!head) {
    obs::Log(obs::Level::kError, "http_answer_unwritable").Int("status", whole.response.status);
    whole.response = loop_.Refusal(500, "answer cannot be written");
    head = WriteHead(whole.response, Framing::kLength, persistence(), loop_.date());
  }
  if (!head) {
    whole.response = {.status = 500};
    head = WriteHead(whole.response, Framing::kLength, persistence(), loop_.date());
  }
  const bool bodiless = head_only_ || IsBodiless(whole.response.status);
  Send(std::move(*head), bodiless ? std::string() : std::move(whole.response.body));
}

void Connection::On(Begin begin) {
  if (finishing_ || flow_ != nullptr) return;
  chunked_ = !http10_;
  if (http10_) keep_alive_ = false;
  std::optional<std::string> head = WriteHead(
      begin.head, chunked_ ? Framing::kChunks : Framing::kUntilClose, persistence(), loop_.date());
  if (!head) {
    begin.flow->gone = true;
    return On(Whole{std::move(begin.head)});
  }
  if (head_only_ || IsBodiless(begin.head.status)) {
    begin.flow->gone = true;
    finishing_ = true;
    CallGone();
    return Send(std::move(*head), {});
  }
  flow_ = std::move(begin.flow);
  event_stream_ = IsEventStream(begin.head);
  Send(std::move(*head), {});
  if (flow_ == nullptr) return;
  if (loop_.draining() && event_stream_) return EndEventStream();
  WaitReadable();
}

void Connection::On(Piece piece) {
  if (flow_ == nullptr || finishing_) return;
  const size_t bytes = piece.bytes.size();
  Send(chunked_ ? Chunk(piece.bytes) : std::move(piece.bytes), {}, bytes);
}

void Connection::On(End) {
  if (flow_ == nullptr || finishing_) return;
  finishing_ = true;
  Send(chunked_ ? std::string(kLastChunk) : std::string(), {});
}

void Connection::On(Abandon) {
  if (finishing_) return;
  if (flow_ == nullptr) return Refuse(500, "no answer", false);
  // A missing last chunk tells the client; without chunks only a reset does.
  if (chunked_) {
    Close();
  } else {
    Cut();
  }
}

void Connection::On(TellGone gone) {
  gone_ = std::move(gone.tell);
  WaitReadable();
}

void Connection::On(TellRoom room) {
  room_ = std::move(room.tell);
  if (state_ != State::kWriting) CallRoom();
}

// Events are whole pieces: a stream of them may end after any, and its client comes again.
void Connection::EndEventStream() {
  flow_->gone = true;
  CallGone();
  On(End{});
}

void Connection::Send(std::string first, std::string second, size_t counted) {
  outbox_.Add(std::move(first), counted);
  outbox_.Add(std::move(second));
  if (state_ != State::kWriting) return Flush();
  CountUnread();
}

void Connection::CountUnread() {
  const size_t bytes = outbox_.bytes();
  if (bytes == unread_) return;
  loop_.load()->ChangeUnread(unread_, bytes);
  unread_ = bytes;
}

void Connection::Flush() {
  const size_t half = loop_.options().limits.max_unread_stream_bytes / 2;
  bool progress = state_ != State::kWriting;
  while (!outbox_.empty()) {
    Error error;
    const size_t bytes = socket_.write_some(outbox_.Front(), error);
    if (error == asio::error::would_block || error == asio::error::try_again) {
      if (progress) Enter(State::kWriting);
      CountUnread();
      if (flow_ != nullptr && flow_->unread <= half) CallRoom();
      return WaitWritable();
    }
    if (error) return Close();
    progress = true;
    outbox_.Sent(bytes, flow_.get());
  }
  Flushed();
}

void Connection::Flushed() {
  CountUnread();
  if (finishing_) return AnswerDone();
  Enter(State::kStreaming);
  CallRoom();
}

void Connection::WaitWritable() {
  if (writing_) return;
  writing_ = true;
  socket_.async_wait(Socket::wait_write, [this](const Error& error) {
    writing_ = false;
    if (state_ == State::kClosed) return Rest();
    if (error) return Close();
    if (state_ == State::kWriting) Flush();
  });
}

void Connection::AnswerDone() {
  ++generation_;
  finishing_ = head_only_ = http10_ = event_stream_ = false;
  if (flow_ != nullptr) flow_->gone = true;
  flow_.reset();
  gone_ = nullptr;
  CallRoom();
  if (!keep_alive_) return CloseGently();
  if (parser_ == nullptr) return Idle();
  Resume();
}

void Connection::CallRoom() {
  if (const auto room = std::exchange(room_, nullptr)) room();
}

void Connection::CallGone() {
  if (const auto gone = std::exchange(gone_, nullptr)) gone();
}

Persistence Connection::persistence() const {
  if (!keep_alive_) return Persistence::kClosed;
  return http10_ ? Persistence::kKeptOn10 : Persistence::kKept;
}

}  // namespace motcua::http
