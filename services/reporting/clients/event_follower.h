#pragma once

#include <grpcpp/grpcpp.h>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "libs/obs/metrics.h"
#include "libs/rpc/call.h"
#include "motcua/intake/v1/feed.grpc.pb.h"
#include "services/reporting/store/progress_store.h"

namespace motcua::reporting {

// Follows intake's event log on a thread of its own and applies it to the store; begins again from
// the watermarks whenever the stream breaks.
class EventFollower {
 public:
  EventFollower(const std::shared_ptr<grpc::Channel>& intake, const rpc::Seal& seal,
                ProgressStore& store, obs::Metrics& metrics);
  ~EventFollower();
  EventFollower(const EventFollower&) = delete;
  EventFollower& operator=(const EventFollower&) = delete;

 private:
  void Run();
  // One stream, from the watermarks to its end.
  absl::Status Follow();

  const std::unique_ptr<motcua::intake::v1::EventFeedService::Stub> stub_;
  const rpc::Seal& seal_;
  ProgressStore& store_;
  obs::Counter& applied_;
  obs::Gauge& following_;
  obs::Gauge& last_event_;

  std::mutex mutex_;
  std::condition_variable stop_changed_;
  bool stopping_ = false;
  // Of the follower thread alone: the last stream brought something that was counted; the last
  // thing that came could not be.
  bool last_follow_worked_ = false;
  bool cannot_count_ = false;
  grpc::ClientContext* stream_ = nullptr;  // The stream in progress.
  std::thread thread_;
};

}  // namespace motcua::reporting
