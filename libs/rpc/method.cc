#include "libs/rpc/method.h"

#include "libs/base/error.h"
#include "libs/obs/log.h"
#include "libs/rpc/status.h"

namespace motcua::rpc {
namespace {

const char* KindName(common::v1::Identity::Kind kind) {
  switch (kind) {
    case common::v1::Identity::CITIZEN: return "citizen";
    case common::v1::Identity::OFFICER: return "officer";
    case common::v1::Identity::PARTNER: return "partner";
    case common::v1::Identity::SERVICE: return "service";
    default: return "nobody";
  }
}

}  // namespace

Method::Method(const Door& door, std::string name) : door_(door), name_(std::move(name)) {
  Seconds(absl::StatusCode::kOk);
}

StreamMethod::StreamMethod(const Door& door, const std::string& name)
    : Method(door, name),
      places_(door.max_streams, {&door.metrics,
                                 "motcua_rpc_streams",
                                 "Streams in progress.",
                                 door.max_streams,
                                 {{"method", name}}}) {}

void Method::Ended(const Call& call, absl::Time start, const absl::Status& status) {
  const double seconds = absl::ToDoubleSeconds(absl::Now() - start);
  Seconds(status.code()).Observe(seconds);
  // A service that looks after something by itself, again and again, is counted and not told of.
  const bool is_routine =
      status.ok() && call.request_id.empty() && call.caller.kind() == common::v1::Identity::SERVICE;
  if (is_routine) return;
  const bool is_fault = IsFault(status.code());
  obs::Log line(is_fault ? obs::Level::kError : obs::Level::kInfo, "rpc");
  line.Str("method", name_)
      .Str("code", absl::StatusCodeToString(status.code()))
      .Num("ms", seconds * 1000)
      .Str("trace_id", call.trace.trace_id)
      .Str("request_id", call.request_id)
      .Str("caller", KindName(call.caller.kind()));
  if (is_fault) line.Str("cause", std::string(status.message()));
}

void Method::Finish(grpc::ServerUnaryReactor* reactor, const Call& call, absl::Time start,
                    const absl::Status& status) {
  Ended(call, start, status);
  reactor->Finish(ToGrpc(status));
}

void Method::Shed(grpc::CallbackServerContext* context, grpc::ServerUnaryReactor* reactor,
                  absl::Time start) {
  Finish(reactor, Receive(*context, door_.seal, door_.margin), start,
         base::Overloaded("busy, retry later"));
}

obs::Histogram& Method::Seconds(absl::StatusCode code) {
  const auto index = static_cast<size_t>(code) % kCodes;
  obs::Histogram* histogram = seconds_[index].load(std::memory_order_acquire);
  if (histogram == nullptr) {
    histogram =
        &door_.metrics.AddSeconds("motcua_rpc_seconds", "Time of a call, by its outcome.",
                                  {{"method", name_}, {"code", absl::StatusCodeToString(code)}});
    seconds_[index].store(histogram, std::memory_order_release);
  }
  return *histogram;
}

}  // namespace motcua::rpc
