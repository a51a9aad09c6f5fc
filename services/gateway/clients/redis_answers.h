#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "libs/obs/metrics.h"
#include "libs/redis/client.h"
#include "libs/redis/subscriber.h"
#include "libs/rest/answer_cache.h"

namespace motcua::gateway {

// What gateways share by Redis: kept answers, and the news that something was written to a service.
// Every service has a number there that grows with each write; the keys of its answers begin with
// it. A Redis that is away, slow or wiped makes answers be missed; one that is given is never older
// than the cache allows (AnswerCache).
class RedisAnswers final : public rest::SharedAnswers {
 public:
  struct Options {
    std::vector<std::string> nodes;  // As redis::ClientOptions has them; of `client`, too.
    absl::Duration ttl = absl::Seconds(10);
  };
  // Another gateway has written to this service; none: there may have been writes to any.
  using OnForget = std::function<void(const std::optional<std::string>& service)>;

  // `on_forget` is called on a thread of this. `client` goes first: what it owes it tells to this.
  static absl::StatusOr<std::unique_ptr<RedisAnswers>> Start(const Options& options,
                                                             redis::Client& client,
                                                             obs::Metrics& metrics,
                                                             OnForget on_forget);

  std::optional<std::string> Prefix(const std::string& service) override;
  void Find(const std::string& key, std::function<void(std::optional<std::string>)> found) override;
  void Keep(const std::string& key, std::string bytes) override;
  void Forget(const std::string& service) override;

 private:
  // What is known of a service's number. It may be used while no write is on its way to it, and
  // none was lost that no later one has made up for.
  struct Number {
    std::optional<int64_t> value;
    bool is_asked = false;  // An answer is on its way.
    int growing = 0;        // Increments on their way.
    int64_t lost = 0;       // Increments that did not arrive,
    int64_t made_up = 0;    // and how many of them had been lost when one was sent that did.
  };

  RedisAnswers(const Options& options, redis::Client& client, OnForget on_forget)
      : options_(options), client_(client), on_forget_(std::move(on_forget)) {}
  void Learn(const std::string& service);
  void Grow(const std::string& service);
  void Hear(std::string_view message);
  void HearOfGap();
  int64_t Gaps();

  const Options options_;
  redis::Client& client_;
  const OnForget on_forget_;
  const std::string id_ = base::Hex(base::RandomBytes(8));  // Of this gateway, in its messages.
  std::mutex mutex_;
  int64_t gaps_ = 0;  // What was asked before a gap says nothing after it.
  std::map<std::string, Number, std::less<>> numbers_;
  std::unique_ptr<redis::Subscriber> subscriber_;
};

}  // namespace motcua::gateway
