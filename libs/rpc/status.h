#pragma once

#include <grpcpp/support/status.h>

#include "absl/status/status.h"
#include "motcua/common/v1/error.pb.h"

namespace motcua::rpc {

// Whether the code says that the fault is ours.
bool IsFault(absl::StatusCode code);

// absl to gRPC: the two code sets are one, absl took its numbers from gRPC. A problem attached to
// `status` (base::ProblemOf) travels as common.v1.ErrorInfo in the details. Text of the codes that
// mean a fault of ours stays here, for the log; the client gets a sentence.
grpc::Status ToGrpc(const absl::Status& status);

// gRPC to absl, with the problem attached again.
absl::Status FromGrpc(const grpc::Status& status);

// Whether no service has answered: an Unavailable with a problem is a service's word.
bool NobodyThere(const absl::Status& status);
// Whether a service has answered, be it with an error. Of a deadline that passed nobody can tell.
bool SomebodyAnswered(const absl::Status& status);

// ToGrpc and FromGrpc for one of the calls in a bulk call.
void ToProto(const absl::Status& status, common::v1::CallError* out);
absl::Status FromProto(const common::v1::CallError& error);

}  // namespace motcua::rpc
