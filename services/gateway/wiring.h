#pragma once

#include <memory>
#include <mutex>

#include "absl/status/statusor.h"
#include "libs/host/host.h"
#include "libs/http/server.h"
#include "libs/redis/client.h"
#include "libs/rest/door.h"
#include "motcua/config/v1/services.pb.h"
#include "services/gateway/api/rate_limits.h"
#include "services/gateway/clients/backends.h"
#include "services/gateway/clients/redis_answers.h"
#include "services/gateway/clients/usage.h"

namespace motcua::gateway {

// All that the gateway is made of, in order of dependence; it goes in reverse.
class App {
 public:
  static absl::StatusOr<std::unique_ptr<App>> Start(const config::v1::Gateway& config,
                                                    const host::Host& host, const Peers& peers);
  // Stops listening, lets requests in progress finish, ends streams.
  ~App();

  int port() const { return server_->port(); }
  // A gateway that listens is ready: a service behind it that is away is an honest 503, not a
  // reason to turn everybody off. `motcua_backend_up` tells of them.
  absl::Status Ready() const { return absl::OkStatus(); }

 private:
  App(const config::v1::Gateway& config, const host::Host& host, const Peers& peers)
      : config_(config), backends_(peers, host.metrics) {}
  absl::Status Open(const host::Host& host);

  absl::Status ConnectRedis(obs::Metrics& metrics);
  absl::Status LimitRates(const host::Host& host);

  const config::v1::Gateway config_;
  Backends backends_;
  std::mutex mutex_;
  rest::AnswerCache* cache_ = nullptr;  // The door's, while there is one.
  std::unique_ptr<RedisAnswers> shared_;
  std::unique_ptr<redis::Client> redis_;
  std::unique_ptr<Usage> usage_;
  std::unique_ptr<RateLimits> limits_;
  std::unique_ptr<rest::Door> door_;
  std::unique_ptr<http::Server> server_;
};

// What is wrong with the configuration, by field. CheckProgram: of a process of its own, which has
// to share a key and to know where the others are.
absl::Status Check(const config::v1::Gateway& config);
absl::Status CheckProgram(const config::v1::Gateway& config);

// Runs the gateway as a process of its own until it is told to stop.
absl::Status Serve(const config::v1::Gateway& config);

}  // namespace motcua::gateway
