#pragma once

#include <google/protobuf/arena.h>
#include <grpcpp/client_context.h>
#include <grpcpp/support/status.h>

#include <memory>
#include <utility>

#include "libs/rest/reply.h"
#include "libs/rest/visit.h"
#include "libs/rpc/call.h"
#include "libs/rpc/status.h"

namespace motcua::rest {

// A visit that becomes one unary call. Request and response live on its arena. Once the call has
// begun it owns itself, and ends with Answer.
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

  // The context of the call, with the caller, the trace and the deadline in it. Ask once.
  grpc::ClientContext* Carry() {
    rpc::Carry(visit_->call(), *visit_->desk().seal, &context_);
    return &context_;
  }

  // Answers the visit, the response as `write(Response&, Reply&)` has it, and ends this. On a
  // thread of gRPC: only the finished bytes go back to the server.
  template <typename Write>
  void Answer(const grpc::Status& status, Write write) {
    const std::unique_ptr<Unary> self(this);
    if (!status.ok()) {
      visit_->Refuse(rpc::FromGrpc(status));
      return;
    }
    Reply reply;
    write(*response_, reply);
    visit_->Respond(reply.Take());
  }

 private:
  google::protobuf::Arena arena_;
  grpc::ClientContext context_;
  std::unique_ptr<Visit> visit_;
  Request* const request_;
  Response* const response_;
};

}  // namespace motcua::rest
