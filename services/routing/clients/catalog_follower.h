#pragma once

#include <grpcpp/grpcpp.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/obs/metrics.h"
#include "libs/rpc/call.h"
#include "motcua/catalog/v1/publication.grpc.pb.h"
#include "services/routing/clients/catalog.h"

namespace motcua::routing {

// Follows what changes in the catalogue on a thread of its own, and lets `catalog` forget it: what
// is imported there, routes say half a second later. While the catalogue does not answer, nothing
// is forgotten but by its age.
class CatalogFollower {
 public:
  static constexpr absl::Duration kLookEvery = absl::Milliseconds(500);

  // What it is made with outlives it.
  CatalogFollower(const std::shared_ptr<grpc::Channel>& channel, const rpc::Seal& seal,
                  Catalog& catalog, obs::Metrics& metrics);
  ~CatalogFollower();
  CatalogFollower(const CatalogFollower&) = delete;
  CatalogFollower& operator=(const CatalogFollower&) = delete;

 private:
  void Run(const std::stop_token& stop);
  // Reads on to the end of the changes.
  absl::Status CatchUp(const std::stop_token& stop);

  const std::unique_ptr<catalog::v1::PublicationService::Stub> stub_;
  const rpc::Seal& seal_;
  Catalog& catalog_;
  obs::Gauge& following_;
  obs::Counter& changes_;

  std::string cursor_;  // Of the thread alone.
  std::mutex mutex_;
  std::condition_variable_any stopped_;
  grpc::ClientContext* call_ = nullptr;  // In progress; guarded by `mutex_`.
  std::jthread thread_;
};

}  // namespace motcua::routing
