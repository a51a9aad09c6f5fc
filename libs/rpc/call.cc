#include "libs/rpc/call.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>

#include "absl/time/clock.h"

namespace motcua::rpc {
namespace {

constexpr char kTrace[] = "traceparent";
constexpr char kRequestId[] = "x-request-id";
constexpr size_t kMaxRequestId = 64;
constexpr char kIdentity[] = "motcua-identity-bin";
constexpr char kIdentitySeal[] = "motcua-identity-seal-bin";

// Longer than any call may take, short enough to make a stolen one useless.
constexpr absl::Duration kSealLife = absl::Minutes(2);

std::string_view Find(const grpc::ServerContextBase& context, const char* name) {
  const auto found = context.client_metadata().find(name);
  if (found == context.client_metadata().end()) return {};
  return {found->second.data(), found->second.size()};
}

}  // namespace

bool IsRequestId(std::string_view text) {
  return !text.empty() && text.size() <= kMaxRequestId && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

void Carry(const Call& call, const Seal& seal, grpc::ClientContext* context) {
  context->AddMetadata(kTrace, call.trace.Child().Header());
  if (!call.request_id.empty()) context->AddMetadata(kRequestId, call.request_id);
  if (!call.caller.subject().empty()) {
    const std::string identity = call.caller.SerializeAsString();
    context->AddMetadata(kIdentitySeal, seal.Sign(identity, absl::Now() + kSealLife));
    context->AddMetadata(kIdentity, identity);
  }
  if (call.deadline != absl::InfiniteFuture()) {
    context->set_deadline(absl::ToChronoTime(call.deadline));
  }
}

Call Receive(const grpc::ServerContextBase& context, const Seal& seal, absl::Duration margin) {
  Call call;
  const std::optional<obs::Trace> trace = obs::Trace::Parse(Find(context, kTrace));
  call.trace = trace ? *trace : obs::Trace::Begin();
  if (const auto id = Find(context, kRequestId); IsRequestId(id)) call.request_id = id;
  const std::string_view identity = Find(context, kIdentity);
  if (!identity.empty() && seal.Holds(identity, Find(context, kIdentitySeal), absl::Now())) {
    call.caller.ParseFromArray(identity.data(), static_cast<int>(identity.size()));
  }
  const std::chrono::system_clock::time_point deadline = context.deadline();
  if (deadline != std::chrono::system_clock::time_point::max()) {
    call.deadline = absl::FromChrono(deadline) - margin;
  }
  return call;
}

}  // namespace motcua::rpc
