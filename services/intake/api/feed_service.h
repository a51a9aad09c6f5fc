#pragma once

#include "libs/rpc/method.h"
#include "libs/rpc/notifier.h"
#include "motcua/intake/v1/feed.grpc.pb.h"
#include "services/intake/store/dossier_store.h"

namespace motcua::intake {

// Under this key the notifier wakes those who follow every event.
inline constexpr char kEveryEvent[] = "*";

// motcua.intake.v1.EventFeedService: the event log for the services behind the gateway.
class FeedService final : public v1::EventFeedService::CallbackService {
 public:
  FeedService(DossierStore& store, rpc::Notifier& events, const rpc::Door& door)
      : store_(store), events_(events), door_(door) {}

  grpc::ServerWriteReactor<v1::FollowEventsResponse>* FollowEvents(
      grpc::CallbackServerContext* context, const v1::FollowEventsRequest* request) override;

 private:
  DossierStore& store_;
  rpc::Notifier& events_;
  const rpc::Door door_;
  rpc::StreamMethod follow_events_{door_, "EventFeedService/FollowEvents"};
};

}  // namespace motcua::intake
