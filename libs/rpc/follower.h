#pragma once

#include <grpcpp/support/server_callback.h>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "libs/base/error.h"
#include "libs/base/patience.h"
#include "libs/rpc/method.h"
#include "libs/rpc/notifier.h"
#include "libs/rpc/status.h"

namespace motcua::rpc {

// A server stream that sends what there is and goes on as more comes, until the caller leaves or
// the notifier closes. `read` runs on a worker and gives the next messages after those it gave
// before; none means: wait for the key. Holds one batch at a time, so a slow caller costs no
// memory. Unavailable when the method's places are taken.
template <typename Message>
class Follower final : public grpc::ServerWriteReactor<Message> {
 public:
  using Read = std::function<absl::StatusOr<std::vector<Message>>()>;

  // Belongs to gRPC from here on: it deletes itself when the stream is over.
  static Follower* Begin(StreamMethod& method, const Call& call, Notifier& notifier,
                         const std::string& key, Read read) {
    auto* follower = new Follower(method, call, notifier, std::move(read));
    if (follower->place_ == nullptr) {
      follower->End(base::Overloaded("too many streams"));
      return follower;
    }
    follower->subscription_ = notifier.Subscribe(key, [follower] { follower->Wake(); });
    follower->Wake();
    return follower;
  }

  void OnCancel() override {
    cancelled_ = true;
    Wake();
  }
  void OnWriteDone(bool ok) override {
    if (!ok) cancelled_ = true;
    SendNext();
  }
  void OnDone() override {
    subscription_.reset();
    method_.Ended(call_, start_, outcome_);
    delete this;
  }

 private:
  Follower(StreamMethod& method, Call call, Notifier& notifier, Read read)
      : method_(method),
        place_(method.places().Take()),
        call_(std::move(call)),
        notifier_(notifier),
        read_(std::move(read)) {}

  // Starts a round of reading, or asks the round in progress for one more.
  void Wake() {
    {
      const std::lock_guard lock(mutex_);
      if (ended_) return;
      if (busy_) {
        again_ = true;
        return;
      }
      busy_ = true;
    }
    Post();
  }

  // Who has been let in stays in: when all are woken at once, there are no more than places.
  void Post() {
    Workers& workers = method_.door().workers;
    const auto read = [this] { ReadMore(); };
    const bool is_posted = is_in_ ? workers.Post(read) : workers.TryPost(read);
    is_in_ = true;
    if (!is_posted) End(base::Overloaded("busy, retry later"));
  }

  static constexpr absl::Duration kReadPatience = absl::Seconds(10);

  void ReadMore() {
    if (cancelled_) return End(absl::CancelledError("caller left"));
    if (notifier_.closed()) return End(absl::UnavailableError("the server is going down"));
    const base::Patience patience(kReadPatience, [this] { return cancelled_.load(); });
    absl::StatusOr<std::vector<Message>> batch = read_();
    if (!batch.ok()) return End(batch.status());
    batch_ = *std::move(batch);
    sent_ = 0;
    if (batch_.empty()) return Rest();
    SendNext();
  }

  void SendNext() {
    if (!cancelled_ && sent_ < batch_.size()) {
      this->StartWrite(&batch_[sent_++]);
      return;
    }
    Post();
  }

  // Nothing to send: waits for the next wake, unless one came meanwhile.
  void Rest() {
    {
      const std::lock_guard lock(mutex_);
      if (!again_) {
        busy_ = false;
        return;
      }
      again_ = false;
    }
    Post();
  }

  void End(const absl::Status& status) {
    {
      const std::lock_guard lock(mutex_);
      if (ended_) return;
      ended_ = true;
    }
    outcome_ = status;
    this->Finish(ToGrpc(status));
  }

  StreamMethod& method_;
  const Places::Place place_;
  const Call call_;
  Notifier& notifier_;
  const Read read_;
  const absl::Time start_ = absl::Now();
  std::unique_ptr<Notifier::Subscription> subscription_;
  std::atomic<bool> cancelled_ = false;
  std::mutex mutex_;
  bool is_in_ = false;  // Its first round was posted.
  bool busy_ = false;   // A round is in progress.
  bool again_ = false;  // Something happened since it began.
  bool ended_ = false;
  std::vector<Message> batch_;
  size_t sent_ = 0;
  absl::Status outcome_;
};

}  // namespace motcua::rpc
