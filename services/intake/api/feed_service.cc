#include "services/intake/api/feed_service.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/rpc/follower.h"
#include "services/intake/api/access.h"
#include "services/intake/api/convert.h"

namespace motcua::intake {
namespace {

constexpr int kBatch = 500;

using Seen = std::map<std::string, int64_t>;

// The next events after `seen`, which moves on.
absl::StatusOr<std::vector<v1::FollowEventsResponse>> ReadAfter(DossierStore& store, Seen& seen) {
  ASSIGN_OR_RETURN(const Cursors last, store.LastSequences());
  std::map<std::string, int64_t> beyond = seen;
  for (const auto& [province, sequence] : last) {
    if (beyond[province] <= sequence) beyond.erase(province);
  }
  std::erase_if(beyond, [](const auto& cursor) { return cursor.second == 0; });
  // The log was put back from an older copy: what was counted of it since is not in it any more.
  if (!beyond.empty()) {
    return absl::OutOfRangeError(
        base::Cat("a cursor beyond the log: ", beyond.begin()->first, " ", beyond.begin()->second));
  }
  std::vector<v1::FollowEventsResponse> batches;
  for (const auto& [province, sequence] : last) {
    int64_t& after = seen[province];
    if (sequence == after) continue;
    ASSIGN_OR_RETURN(const auto events, store.EventsIn(province, after, kBatch));
    if (events.empty()) continue;
    v1::FollowEventsResponse& batch = batches.emplace_back();
    for (const EventWithDossier& entry : events) ToProto(entry, batch.add_events());
    after = events.back().event.sequence;
  }
  return batches;
}

}  // namespace

grpc::ServerWriteReactor<v1::FollowEventsResponse>* FeedService::FollowEvents(
    grpc::CallbackServerContext* context, const v1::FollowEventsRequest* request) {
  const rpc::Call call = rpc::Receive(*context, door_.seal, door_.margin);
  const absl::Status allowed = CheckService(call);
  auto seen = std::make_shared<Seen>();
  for (const v1::Cursor& cursor : request->cursors()) {
    (*seen)[cursor.province_code()] = cursor.sequence();
  }
  return rpc::Follower<v1::FollowEventsResponse>::Begin(
      follow_events_, call, events_, kEveryEvent,
      [this, allowed, seen]() -> absl::StatusOr<std::vector<v1::FollowEventsResponse>> {
        RETURN_IF_ERROR(allowed);
        return ReadAfter(store_, *seen);
      });
}

}  // namespace motcua::intake
