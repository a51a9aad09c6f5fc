#include "libs/http/exchange.h"

#include <utility>

namespace motcua::http {

PostedExchange::PostedExchange(std::unique_ptr<Received> request, std::shared_ptr<Load> load,
                               std::shared_ptr<Mailbox> mailbox, Connection* connection,
                               uint64_t generation, size_t max_unread_bytes)
    : request_(std::move(request)),
      load_(std::move(load)),
      mailbox_(std::move(mailbox)),
      connection_(connection),
      generation_(generation),
      max_unread_bytes_(max_unread_bytes) {}

PostedExchange::~PostedExchange() {
  if (state_ != State::kDone) Post(Abandon{});
  Leave(State::kDone);
}

void PostedExchange::Respond(Response response) {
  if (state_ != State::kOpen) return;
  Leave(State::kDone);
  Post(Whole{std::move(response)});
}

void PostedExchange::Start(Response head) {
  if (state_ != State::kOpen) return;
  Leave(State::kStarted);
  flow_ = std::make_shared<Flow>();
  if (!Post(Begin{std::move(head), flow_})) flow_->gone = true;
}

bool PostedExchange::Write(std::string piece) {
  if (state_ != State::kStarted || flow_->gone) return false;
  const size_t bytes = piece.size();
  if (bytes == 0) return true;
  const size_t unread = flow_->unread;
  if (unread > 0 && unread + bytes > max_unread_bytes_) {
    flow_->gone = true;
    Post(Abandon{});
    return false;
  }
  flow_->unread += bytes;
  return Post(Piece{std::move(piece)});
}

void PostedExchange::Finish() {
  if (state_ != State::kStarted) return;
  Leave(State::kDone);
  Post(End{});
}

void PostedExchange::OnGone(std::function<void()> gone) {
  PostTell<TellGone>(std::move(gone));
}

void PostedExchange::OnRoom(std::function<void()> room) {
  PostTell<TellRoom>(std::move(room));
}

template <typename Tell>
void PostedExchange::PostTell(std::function<void()> tell) {
  Letter letter{connection_, generation_, Tell{std::move(tell)}};
  if (!mailbox_->Post(letter)) std::get<Tell>(letter.answer).tell();
}

bool PostedExchange::Post(Answer answer) {
  Letter letter{connection_, generation_, std::move(answer)};
  return mailbox_->Post(letter);
}

void PostedExchange::Leave(State next) {
  if (state_ == State::kOpen) load_->EndRequest();
  state_ = next;
}

}  // namespace motcua::http
