#pragma once

#include <array>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "libs/base/clock.h"
#include "libs/obs/metrics.h"
#include "libs/redis/client.h"
#include "services/gateway/domain/quota.h"
#include "services/gateway/domain/usage_table.h"

namespace motcua::gateway {

// What clients have used of their quotas, here and through the other gateways. Any thread; nothing
// waits: what is known here decides, and about every 100 ms what has come since is told to Redis,
// which says what it comes to everywhere. So a limit may be exceeded by what comes in such a while;
// of more than 512 clients of a class some 50,000 a second have their turn. While Redis is away or
// silent each gateway counts by itself.
class Usage {
 public:
  struct Options {
    std::array<Quota, kQuotaClasses> quotas;  // By QuotaClass.
    size_t max_clients = 65'536;              // Of each class.
    absl::Duration beat = absl::Milliseconds(100);
  };

  // `redis` may be null: nothing is shared. What is given outlives this, `redis` too; the metrics
  // `motcua_rate_limit_clients{class}` and their limit go to `metrics`.
  Usage(const Options& options, const base::Clock& clock, obs::Metrics& metrics,
        redis::Client* redis);
  ~Usage();
  Usage(const Usage&) = delete;
  Usage& operator=(const Usage&) = delete;

  const Quota& quota(QuotaClass of) const { return options_.quotas[static_cast<size_t>(of)]; }
  // As UsageTable has them. `client` is a pseudonym: it is part of keys in Redis.
  Standing Take(QuotaClass of, const std::string& client);
  Standing Hold(QuotaClass of, const std::string& client);
  Standing Settle(QuotaClass of, const std::string& client, bool counts);

 private:
  // Outlives this for as long as Redis owes answers.
  struct Tables {
    std::mutex mutex;
    std::vector<UsageTable> by_class;
    std::array<size_t, kQuotaClasses> on_way{};  // Shares of which Redis has not told yet.
  };

  void Run();
  // True when there is more to tell.
  bool Tell(QuotaClass of);

  const Options options_;
  const base::Clock& clock_;
  redis::Client* const redis_;
  const std::shared_ptr<Tables> tables_ = std::make_shared<Tables>();
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace motcua::gateway
