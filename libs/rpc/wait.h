#pragma once

#include <grpcpp/support/status.h>

#include <utility>

#include "absl/status/status.h"
#include "absl/synchronization/notification.h"
#include "libs/rpc/status.h"

namespace motcua::rpc {

// Begins a call by `begin(done)` and waits until `done(grpc::Status)` is called: gRPC's own threads
// poll for all who wait so, while in its blocking interface each caller would poll.
template <typename Begin>
absl::Status Wait(Begin begin) {
  absl::Notification is_done;
  grpc::Status result;
  begin([&](grpc::Status status) {
    result = std::move(status);
    is_done.Notify();
  });
  is_done.WaitForNotification();
  return FromGrpc(result);
}

}  // namespace motcua::rpc
