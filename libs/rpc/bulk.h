#pragma once

#include <google/protobuf/repeated_field.h>

#include <string>

#include "absl/status/status.h"
#include "libs/rpc/call.h"
#include "libs/rpc/status.h"

namespace motcua::rpc {

// Calls in one bulk call at most.
inline constexpr int kMaxBulk = 256;

// What a Batcher takes on.
struct BulkLimits {
  size_t max_waiting = 4096;  // Reads that wait for a bulk call; more are refused.
  int max_batch = kMaxBulk;   // Reads in one bulk call.
  int max_in_flight = 2;      // Bulk calls at a time.
};

// For the RPCs that answer bulk calls. InvalidArgument when there are more calls in it; else writes
// a log line that maps the call to the REST requests in it.
absl::Status BeginBulk(const Call& call, int requests,
                       const google::protobuf::RepeatedPtrField<std::string>& ids);

// The same for its request.
template <typename BulkRequest>
absl::Status BeginBulk(const Call& call, const BulkRequest& request) {
  return BeginBulk(call, request.requests_size(), request.request_ids());
}

// Answers each request of a bulk call that has begun by `get(request, result)`, which fills the
// result or says why it cannot.
template <typename BulkRequest, typename BulkResponse, typename Get>
absl::Status AnswerBulk(const BulkRequest& request, BulkResponse* response, Get get) {
  for (const auto& one : request.requests()) {
    auto* const result = response->add_results();
    const absl::Status status = get(one, result);
    if (status.ok()) continue;
    result->Clear();
    ToProto(status, result->mutable_error());
  }
  return absl::OkStatus();
}

}  // namespace motcua::rpc
