#pragma once

#include <grpcpp/client_context.h>
#include <grpcpp/server_context.h>

#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "libs/obs/trace.h"
#include "libs/rpc/seal.h"
#include "motcua/common/v1/identity.pb.h"

namespace motcua::rpc {

// What every call carries besides its request.
struct Call {
  obs::Trace trace;
  std::string request_id;       // The REST request's, in every log line of its calls.
  common::v1::Identity caller;  // Without a subject: nobody.
  absl::Time deadline = absl::InfiniteFuture();
};

// Whether `text` may stand in logs and headers as a request's id: up to 64 letters, digits, `-`,
// `_` and `.`.
bool IsRequestId(std::string_view text);

// Writes `call` into the metadata and the deadline of an outgoing call; the identity is sealed.
void Carry(const Call& call, const Seal& seal, grpc::ClientContext* context);

// What an incoming call carries. A caller whose seal does not hold is nobody; a trace that is
// missing begins here; a request id that is none is left out; the deadline is the client's less
// `margin`.
Call Receive(const grpc::ServerContextBase& context, const Seal& seal, absl::Duration margin);

}  // namespace motcua::rpc
