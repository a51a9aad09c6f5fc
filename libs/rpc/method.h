#pragma once

#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include <array>
#include <atomic>
#include <functional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "libs/base/patience.h"
#include "libs/obs/metrics.h"
#include "libs/rpc/call.h"
#include "libs/rpc/places.h"
#include "libs/rpc/workers.h"

namespace motcua::rpc {

// What the RPCs of a service stand on; all of it outlives the service.
struct Door {
  Workers& workers;
  const Seal& seal;
  obs::Metrics& metrics;
  absl::Duration margin = absl::Milliseconds(20);
  int max_streams = 10'000;  // Of one method.
};

// Tells the outcome of a call that goes on after its handler returned. Once, from any thread.
using Done = std::function<void(absl::Status)>;

// One RPC and the only way to answer it: deadlines, shedding, metrics, the log line, status
// mapping. A member of its service, made once.
class Method {
 public:
  // `name` as in `IntakeService/CreateDossier`.
  Method(const Door& door, std::string name);

  // Answers with what `handle(call)` returns, run on a worker. A full queue refuses the call at
  // once; a call whose caller has gone, or whose time is up, is dropped before it costs anything.
  template <typename Handle>
  grpc::ServerUnaryReactor* Unary(grpc::CallbackServerContext* context, Handle handle) {
    return Async(context, [handle = std::move(handle)](const Call& call, const Done& done) {
      done(handle(call));
    });
  }

  // The same for a handler that answers later: `begin(call, done)` runs on a worker.
  template <typename Begin>
  grpc::ServerUnaryReactor* Async(grpc::CallbackServerContext* context, Begin begin) {
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    const absl::Time start = absl::Now();
    auto run = [this, context, reactor, start, begin = std::move(begin)] {
      const Call call = Receive(*context, door_.seal, door_.margin);
      Done done = [this, reactor, start, call](const absl::Status& status) {
        Finish(reactor, call, start, status);
      };
      if (context->IsCancelled()) return done(absl::CancelledError("caller stopped waiting"));
      if (call.deadline < absl::Now()) return done(absl::DeadlineExceededError("no time left"));
      const base::Patience patience(call.deadline - absl::Now(),
                                    [context] { return context->IsCancelled(); });
      begin(call, done);
    };
    if (!door_.workers.TryPost(std::move(run))) Shed(context, reactor, start);
    return reactor;
  }

  // For streams, which answer by their own reactor: notes how one ended.
  void Ended(const Call& call, absl::Time start, const absl::Status& status);
  const Door& door() const { return door_; }

 private:
  void Finish(grpc::ServerUnaryReactor* reactor, const Call& call, absl::Time start,
              const absl::Status& status);
  void Shed(grpc::CallbackServerContext* context, grpc::ServerUnaryReactor* reactor,
            absl::Time start);
  obs::Histogram& Seconds(absl::StatusCode code);

  static constexpr size_t kCodes = 17;
  const Door door_;
  const std::string name_;
  std::array<std::atomic<obs::Histogram*>, kCodes> seconds_{};
};

// An RPC whose calls are streams. Each takes one of its places, told as
// `motcua_rpc_streams{method}`; who finds none is to be refused.
class StreamMethod : public Method {
 public:
  StreamMethod(const Door& door, const std::string& name);
  Places& places() { return places_; }

 private:
  Places places_;
};

}  // namespace motcua::rpc
