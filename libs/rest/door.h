#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/ids.h"
#include "libs/http/message.h"
#include "libs/obs/metrics.h"
#include "libs/rest/answer_cache.h"
#include "libs/rest/pulse.h"
#include "libs/rest/router.h"
#include "libs/rest/visit.h"
#include "libs/rpc/bulk.h"
#include "libs/rpc/places.h"
#include "libs/rpc/seal.h"
#include "motcua/common/v1/identity.pb.h"

namespace motcua::rest {

struct DoorOptions {
  const base::Clock* clock = nullptr;  // Required, as are `ids` and `seal`.
  base::Ids* ids = nullptr;            // Any thread asks it.
  const rpc::Seal* seal = nullptr;     // Of the identity that calls carry.
  // Who is calling. An error refuses the request. Null: nobody is. Runs on the server's threads.
  std::function<absl::StatusOr<common::v1::Identity>(const http::Request&)> authenticate;
  // Whether the visit goes on to its route, once it is known who is calling. A visit that does not
  // is answered when this returns. Null: all do. Runs on the server's threads.
  std::function<bool(const Route&, Visit&)> admit;
  // From the arrival of a request to its answer; streams have no limit.
  absl::Duration call_timeout = absl::Seconds(5);
  // Event streams in progress at most, told as `motcua_event_streams`; more are refused.
  int max_streams = 8192;
  // A stream that is quiet for so long sends a comment.
  absl::Duration heartbeat = absl::Seconds(15);
  // Answers that never change, by path; served with an ETag, without authentication.
  std::map<std::string, http::Response> pages;
  rpc::BulkLimits bulk_limits;
  // Answers of cacheable routes are kept. Without: none are.
  std::optional<AnswerCache::Options> cache;
  obs::Metrics* metrics = nullptr;  // Null: none.
};

// The REST face of gRPC services: finds the route of a request, says who is calling and until when,
// and lets the route call. Every request is answered.
class Door {
 public:
  // What `options` points to outlives the door, as do the stubs of the routes.
  Door(Router router, DoorOptions options);
  // Cancels the streams and waits for the calls in progress. Drain the server first.
  ~Door();
  Door(const Door&) = delete;
  Door& operator=(const Door&) = delete;

  // Any thread; does not block. To be an http::Handler.
  void Handle(http::ExchangePtr exchange);
  // Null: nothing is kept.
  AnswerCache* cache() { return cache_.get(); }

 private:
  struct Page {
    http::Response response;
    size_t pattern;
  };

  rpc::Call CallOf(const http::Request& request) const;
  // Has the route answer, by way of the cache if it may.
  void Serve(const Route& route, std::unique_ptr<Visit> visit);
  std::unique_ptr<Visit> Revisit(std::string path, std::string query);
  void ServePage(const Page& page, Visit& visit) const;
  static void TurnAway(const Router::Found& found, Visit& visit);
  static void RefuseMethod(const std::string& allow, Visit& visit);

  const Router router_;
  const DoorOptions options_;
  std::map<std::string, Page, std::less<>> pages_;
  size_t unmatched_ = 0;  // Index of the pattern behind the last.
  std::unique_ptr<Meter> meter_;
  std::unique_ptr<Pulse> pulse_;
  rpc::Places streams_;
  std::shared_ptr<Desk> desk_;
  std::set<std::string> kept_services_;  // Those with cacheable routes.
  std::unique_ptr<AnswerCache> cache_;
};

}  // namespace motcua::rest
