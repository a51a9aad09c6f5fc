#pragma once

#include <grpcpp/support/server_callback.h>

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/status.h"
#include "libs/base/clock.h"
#include "libs/rpc/method.h"
#include "libs/rpc/notifier.h"
#include "motcua/sync/v1/sync.pb.h"
#include "services/intake/store/dossier_store.h"

namespace motcua::intake {

// One push stream: items in, acknowledgements out in the same order. Reads no more than it can
// answer: a province that does not take its acknowledgements is not read from. Unavailable when the
// method's places are taken. Deletes itself when it is over.
class PushStream final : public grpc::ServerBidiReactor<motcua::sync::v1::PushRequest,
                                                        motcua::sync::v1::PushResponse> {
 public:
  struct Needs {
    DossierStore& store;
    rpc::Notifier& events;  // Its closing ends the stream.
    const base::Clock& clock;
    // Whether a province may speak on this stream.
    std::function<absl::Status(const std::string& province_code)> check_province;
  };

  PushStream(rpc::StreamMethod& method, rpc::Call call, Needs needs);

  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnDone() override;

 private:
  void Accept();
  void Acknowledge(absl::StatusOr<motcua::sync::v1::Acknowledgement> ack);
  // The server goes down: hears no more and ends once what was heard is answered.
  void StopSoon();
  void Stop();
  // What can be done now: the next write, the next read, the end. Lets go of the lock before the
  // end.
  void Proceed(std::unique_lock<std::mutex> lock);

  rpc::StreamMethod& method_;
  const rpc::Places::Place place_;
  const rpc::Call call_;
  const Needs needs_;
  const absl::Time start_ = absl::Now();
  std::string province_code_;
  motcua::sync::v1::PushRequest request_;
  motcua::sync::v1::PushResponse response_;

  std::unique_ptr<rpc::Notifier::Subscription> subscription_;
  std::mutex mutex_;
  std::deque<motcua::sync::v1::Acknowledgement> ready_;  // Not yet written.
  size_t unanswered_ = 0;                                // Submitted, not yet acknowledged.
  bool reading_ = true;                                  // Until what was read has been submitted.
  bool writing_ = false;
  bool closed_ = false;    // The province has said all, or we want to hear no more.
  bool stopping_ = false;  // Stop is on its way to a worker.
  bool finished_ = false;  // Finish has been called.
  absl::Status outcome_;
};

}  // namespace motcua::intake
