#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "libs/http/load.h"
#include "libs/http/mailbox.h"
#include "libs/http/message.h"
#include "libs/http/received.h"

namespace motcua::http {

// The exchange of one request, which answers by post. Ends one request of `load`, begun by who made
// it.
class PostedExchange final : public Exchange {
 public:
  PostedExchange(std::unique_ptr<Received> request, std::shared_ptr<Load> load,
                 std::shared_ptr<Mailbox> mailbox, Connection* connection, uint64_t generation,
                 size_t max_unread_bytes);
  ~PostedExchange() override;

  const Request& request() const override { return *request_; }
  void Respond(Response response) override;
  void Start(Response head) override;
  bool Write(std::string piece) override;
  void Finish() override;
  void OnGone(std::function<void()> gone) override;
  void OnRoom(std::function<void()> room) override;

 private:
  enum class State { kOpen, kStarted, kDone };

  bool Post(Answer answer);
  // Like Post; calls `tell` itself when the server has ended.
  template <typename Tell>
  void PostTell(std::function<void()> tell);
  void Leave(State next);

  const std::unique_ptr<Received> request_;
  const std::shared_ptr<Load> load_;
  const std::shared_ptr<Mailbox> mailbox_;
  Connection* const connection_;
  const uint64_t generation_;
  const size_t max_unread_bytes_;
  State state_ = State::kOpen;
  std::shared_ptr<Flow> flow_;  // From Start.
};

}  // namespace motcua::http
