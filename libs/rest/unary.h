#pragma once

#include <google/protobuf/arena.h>
#include <grpcpp/client_context.h>
#include <grpcpp/support/status.h>

#include <memory>
#include <utility>

#include "libs/rest/reply.h"
#include "libs/rest/visit.h"
#include "libs/rpc/call.h"
#include "libs/rpc/retry_budget.h"
#include "libs/rpc/status.h"

namespace motcua::rest {

// A visit that becomes one unary call. Request and response live on its arena. A read whose client
// leaves is cancelled; a write goes on.
template <typename Request, typename Response>
class Unary {
 public:
  explicit Unary(std::unique_ptr<Visit> visit)
      : visit_(std::move(visit)),
        request_(google::protobuf::Arena::CreateMessage<Request>(&arena_)),
        response_(google::protobuf::Arena::CreateMessage<Response>(&arena_)) {}

  Visit& visit() { return *visit_; }
  Request& request() { return *request_; }
  Response& response() { return *response_; }

  // Begins the call by `send(context, request, response, done)`; it owns itself from now on. The
  // visit is answered as `write(Response&, Reply&)` has it, on a thread of gRPC: only the finished
  // bytes go back to the server. With a budget the call is one that only reads: when no service
  // has answered and the budget allows, it is sent once more.
  template <typename Send, typename Write>
  static void Begin(std::unique_ptr<Unary> call, rpc::RetryBudget* budget, Send send, Write write) {
    call->budget_ = budget;
    call.release()->SendWith(send, write);
  }

 private:
  template <typename Send, typename Write>
  void SendWith(Send send, Write write) {
    context_ = std::make_shared<grpc::ClientContext>();
    rpc::Carry(visit_->call(), *visit_->desk().seal, context_.get());
    visit_->OnLeft([context = std::weak_ptr(context_)] {
      if (const auto living = context.lock()) living->TryCancel();
    });
    send(context_.get(), request_, response_, [this, send, write](const grpc::Status& status) {
      const absl::Status refusal = rpc::FromGrpc(status);
      if (MayRepeat(refusal)) return SendWith(send, write);
      const std::unique_ptr<Unary> self(this);
      if (budget_ != nullptr && rpc::SomebodyAnswered(refusal)) budget_->Answered();
      if (!refusal.ok()) return visit_->Refuse(refusal);
      Reply reply;
      write(*response_, reply);
      visit_->Respond(reply.Take());
    });
  }

  bool MayRepeat(const absl::Status& status) {
    if (budget_ == nullptr || is_repeat_ || !rpc::NobodyThere(status) || !budget_->Take()) {
      return false;
    }
    is_repeat_ = true;
    return true;
  }

  google::protobuf::Arena arena_;
  std::shared_ptr<grpc::ClientContext> context_;  // Of the call under way.
  rpc::RetryBudget* budget_ = nullptr;
  bool is_repeat_ = false;
  std::unique_ptr<Visit> visit_;
  Request* const request_;
  Response* const response_;
};

}  // namespace motcua::rest
