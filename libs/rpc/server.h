#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/obs/metrics.h"
#include "libs/rpc/workers.h"
#include "motcua/config/v1/common.pb.h"

namespace motcua::rpc {

// Bytes of a message at most, on every channel and server.
inline constexpr int kMaxMessageBytes = 40 << 20;

// A gRPC server with health (grpc.health.v1) and reflection.
class Server {
 public:
  // Serves `services`, which outlive it. Without `config.listen` it is reached within the process
  // alone. Unavailable when the address cannot be had.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const config::v1::Rpc& config,
                                                       const std::vector<grpc::Service*>& services);
  // Refuses new calls, waits for those in progress, then cancels what is left.
  ~Server();

  // The port that was taken; 0 without a TCP address.
  int port() const { return port_; }
  // A channel to this server that stays within the process.
  std::shared_ptr<grpc::Channel> InProcess();
  // What health says of the whole server.
  void SetReady(bool ready);

 private:
  Server() = default;
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
  absl::Duration drain_;
};

// A duration of the configuration, or `otherwise` when it is absent.
template <typename Proto>
absl::Duration DurationOr(bool present, const Proto& duration, absl::Duration otherwise) {
  return present ? absl::Seconds(duration.seconds()) + absl::Nanoseconds(duration.nanos())
                 : otherwise;
}

// What the configuration says, or the default that its comments promise.
inline Workers::Options WorkersOf(const config::v1::Rpc& config, const std::string& name,
                                  obs::Metrics& metrics, int usual = 8) {
  return {config.workers() > 0 ? config.workers() : usual,
          config.max_queued() > 0 ? static_cast<size_t>(config.max_queued()) : 1024, name,
          &metrics};
}
inline int StreamsOf(const config::v1::Rpc& config) {
  return config.max_streams() > 0 ? config.max_streams() : 10'000;
}
inline size_t BytesOf(const config::v1::Rpc& config) {
  return config.max_bytes() > 0 ? static_cast<size_t>(config.max_bytes()) : 512 << 20;
}
inline absl::Duration MarginOf(const config::v1::Rpc& config) {
  return DurationOr(config.has_deadline_margin(), config.deadline_margin(), absl::Milliseconds(20));
}

}  // namespace motcua::rpc
