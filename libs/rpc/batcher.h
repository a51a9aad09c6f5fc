#pragma once

#include <grpcpp/client_context.h>
#include <grpcpp/support/status.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/time/clock.h"
#include "libs/base/error.h"
#include "libs/obs/fill.h"
#include "libs/obs/metrics.h"
#include "libs/rpc/bulk.h"
#include "libs/rpc/call.h"
#include "libs/rpc/retry_budget.h"
#include "libs/rpc/status.h"

namespace motcua::rpc {

// What a Batcher sends by: the bulk RPC `method` of an asynchronous stub, which outlives it.
template <typename Async, typename Request, typename Response>
auto SendBy(std::type_identity_t<Async>* stub,
            void (Async::*method)(grpc::ClientContext*, const Request*, Response*,
                                  std::function<void(grpc::Status)>)) {
  return [stub, method](grpc::ClientContext* context, const Request* request, Response* response,
                        std::function<void(grpc::Status)> done) {
    (stub->*method)(context, request, response, std::move(done));
  };
}

// Natural batching: of many single reads it makes few bulk calls. At most two are under way; each
// takes whatever has queued meanwhile, so a quiet service is asked at once and a busy one in
// groups. Requests for the same thing that wait share one place. None joins a call that has been
// sent: what it brings may be older than what the asker has just written.
//
// A bulk call that no service has answered is sent once more if the retry budget allows: it only
// reads. Any thread may ask; answers come on gRPC's threads.
template <typename Request, typename Response, typename BulkRequest, typename BulkResponse>
class Batcher {
 public:
  // The response, alive during the call alone, or the error.
  using Done = std::function<void(const absl::Status& status, const Response* response)>;
  // Begins the bulk call; `done` ends it.
  using Send = std::function<void(grpc::ClientContext* context, const BulkRequest* request,
                                  BulkResponse* response, std::function<void(grpc::Status)> done)>;
  // The response in a result; null when it has an error.
  using Pick = const Response* (*)(const typename std::decay_t<
                                   decltype(std::declval<BulkResponse>().results(0))>& result);
  struct Options {
    BulkLimits limits;
    std::string name;  // Of the RPC, in metrics.
  };

  Batcher(Options options, Send send, Pick pick, const Seal& seal, obs::Metrics* metrics)
      : options_(std::move(options)),
        send_(std::move(send)),
        pick_(pick),
        seal_(seal),
        waiting_fill_(metrics, "motcua_bulk_waiting", "Reads that wait for a bulk call.",
                      options_.limits.max_waiting, {{"method", options_.name}}) {
    if (metrics == nullptr) return;
    sizes_ = &metrics->AddSizes("motcua_bulk_size", "Reads that shared one bulk call.",
                                {{"method", options_.name}});
  }

  // Ends the calls that are under way; who waits for one is told. Nobody asks any more.
  ~Batcher() {
    std::unique_lock lock(mutex_);
    is_ending_ = true;
    for (grpc::ClientContext* const context : under_way_) context->TryCancel();
    ended_.wait(lock, [this] { return running_ == 0; });
  }
  Batcher(const Batcher&) = delete;
  Batcher& operator=(const Batcher&) = delete;

  // Asks for what `request` says; `done` is called once. At once, on this thread: Unavailable when
  // too many wait, DeadlineExceeded when the time is up already.
  void Ask(const Request& request, const Call& call, Done done) {
    std::string key = request.SerializeAsString();
    std::unique_ptr<Batch> batch;
    std::vector<Done> late;
    {
      std::unique_lock lock(mutex_);
      if (waiting_ >= options_.limits.max_waiting) {
        lock.unlock();
        done(base::Overloaded("too many reads wait"), nullptr);
        return;
      }
      ++waiting_;
      Place& place = places_[key];
      if (place.askers.empty()) {
        place.request = request;
        order_.push_back(std::move(key));
      }
      place.askers.push_back({call, std::move(done)});
      batch = Take(late);
    }
    if (batch != nullptr) Begin(std::move(batch));
    TellLate(late);
  }

 private:
  struct Asker {
    Call call;
    Done done;
  };
  // Those who wait for one thing.
  struct Place {
    Request request;
    std::vector<Asker> askers;
  };
  struct Batch {
    std::vector<Place> places;
    BulkRequest request;
    Call call;  // Of the first asker, with the last deadline.
    std::unique_ptr<grpc::ClientContext> context;
    BulkResponse response;
    bool is_repeat = false;
  };

  // What has queued, when a call may be begun; those whose time is up go to `late`. Under the lock.
  std::unique_ptr<Batch> Take(std::vector<Done>& late) {
    if (in_flight_ >= options_.limits.max_in_flight) {
      waiting_fill_.Set(waiting_);
      return nullptr;
    }
    const absl::Time now = absl::Now();
    auto batch = std::make_unique<Batch>();
    while (!order_.empty() && static_cast<int>(batch->places.size()) < options_.limits.max_batch) {
      auto place = places_.extract(order_.front());
      order_.pop_front();
      std::vector<Asker>& askers = place.mapped().askers;
      waiting_ -= askers.size();
      const auto first_late =
          std::stable_partition(askers.begin(), askers.end(),
                                [now](const Asker& one) { return one.call.deadline > now; });
      for (auto one = first_late; one != askers.end(); ++one) late.push_back(std::move(one->done));
      askers.erase(first_late, askers.end());
      if (!askers.empty()) batch->places.push_back(std::move(place.mapped()));
    }
    waiting_fill_.Set(waiting_);
    if (batch->places.empty()) return nullptr;
    ++in_flight_;
    return batch;
  }

  static void TellLate(const std::vector<Done>& late) {
    for (const Done& done : late) {
      done(absl::DeadlineExceededError("the time was up before it could be asked"), nullptr);
    }
  }

  void Begin(std::unique_ptr<Batch> batch) {
    batch->call = batch->places.front().askers.front().call;
    batch->call.caller.Clear();  // What is asked in bulk is the same for everybody.
    size_t askers = 0;
    for (const Place& place : batch->places) {
      *batch->request.add_requests() = place.request;
      for (const Asker& asker : place.askers) {
        if (batch->request.request_ids_size() < kMaxBulk) {
          batch->request.add_request_ids(asker.call.request_id);
        }
        batch->call.deadline = std::max(batch->call.deadline, asker.call.deadline);
      }
      askers += place.askers.size();
    }
    if (sizes_ != nullptr) sizes_->Observe(static_cast<double>(askers));
    SendBatch(std::move(batch));
  }

  void SendBatch(std::unique_ptr<Batch> batch) {
    Batch* const sent = batch.release();
    sent->context = std::make_unique<grpc::ClientContext>();
    Carry(sent->call, seal_, sent->context.get());
    {
      const std::lock_guard lock(mutex_);
      ++running_;
      under_way_.insert(sent->context.get());
      if (is_ending_) sent->context->TryCancel();
    }
    send_(sent->context.get(), &sent->request, &sent->response,
          [this, sent](const grpc::Status& status) { End(std::unique_ptr<Batch>(sent), status); });
  }

  void End(std::unique_ptr<Batch> batch, const grpc::Status& grpc_status) {
    const absl::Cleanup at_the_end = [this] {
      const std::lock_guard lock(mutex_);
      --running_;
      ended_.notify_all();
    };
    {
      const std::lock_guard lock(mutex_);
      under_way_.erase(batch->context.get());
    }
    absl::Status status = FromGrpc(grpc_status);
    if (SomebodyAnswered(status)) budget_.Answered();
    if (NobodyThere(status) && !batch->is_repeat && budget_.Take()) {
      batch->is_repeat = true;
      SendBatch(std::move(batch));
      return;
    }
    if (status.ok() && batch->response.results_size() != batch->request.requests_size()) {
      status = absl::InternalError("a bulk call gave not one result for every request");
    }
    std::unique_ptr<Batch> next;
    std::vector<Done> late;
    {
      const std::lock_guard lock(mutex_);
      --in_flight_;
      next = Take(late);
    }
    if (next != nullptr) Begin(std::move(next));
    TellLate(late);
    for (size_t i = 0; i < batch->places.size(); ++i) {
      Tell(batch->places[i], status,
           status.ok() ? &batch->response.results(static_cast<int>(i)) : nullptr);
    }
  }

  template <typename Result>
  void Tell(const Place& place, const absl::Status& failed, const Result* result) {
    const Response* const response = result == nullptr ? nullptr : pick_(*result);
    absl::Status status = failed;
    if (response == nullptr && status.ok()) status = FromProto(result->error());
    if (response == nullptr && status.ok()) status = absl::InternalError("a result without one");
    for (const Asker& asker : place.askers) asker.done(status, response);
  }

  const Options options_;
  const Send send_;
  const Pick pick_;
  const Seal& seal_;
  obs::Histogram* sizes_ = nullptr;
  const obs::Fill waiting_fill_;
  RetryBudget budget_;
  std::mutex mutex_;
  bool is_ending_ = false;
  int running_ = 0;  // Calls of which something is still to be done.
  std::unordered_set<grpc::ClientContext*> under_way_;
  std::condition_variable ended_;
  std::unordered_map<std::string, Place> places_;  // By their request.
  std::deque<std::string> order_;                  // Keys of the places.
  size_t waiting_ = 0;                             // Askers in them.
  int in_flight_ = 0;
};

}  // namespace motcua::rpc
