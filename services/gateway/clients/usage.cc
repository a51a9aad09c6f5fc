#include "services/gateway/clients/usage.h"

#include <optional>
#include <utility>
#include <vector>

#include "libs/base/ids.h"
#include "libs/base/text.h"
#include "libs/obs/fill.h"

namespace motcua::gateway {
namespace {

// Of each class on their way at a time, so few that there is room for other commands while Redis
// answers.
constexpr size_t kMostOnWay = 512;
// When there were more, the next beat comes so much sooner.
constexpr int kHaste = 10;
// The clocks of the gateways differ by less.
constexpr absl::Duration kSpare = absl::Seconds(5);

std::string KeyOf(QuotaClass of, const UsageTable::Share& share) {
  return base::Cat("motcua:used:", NameOf(of), ":", base::Hex(share.client), ":", share.window);
}

std::optional<int64_t> TotalOf(const absl::StatusOr<std::optional<std::string>>& text) {
  int64_t total = 0;
  if (!text.ok() || !*text || !base::ParseInt(std::string_view(**text), &total)) {
    return std::nullopt;
  }
  return total;
}

}  // namespace

Usage::Usage(const Options& options, const base::Clock& clock, obs::Metrics& metrics,
             redis::Client* redis)
    : options_(options), clock_(clock), redis_(redis) {
  for (int i = 0; i < kQuotaClasses; ++i) {
    const auto of = static_cast<QuotaClass>(i);
    tables_->by_class.emplace_back(quota(of), options.max_clients, redis != nullptr);
    const obs::Fill clients(&metrics, "motcua_rate_limit_clients",
                            "Clients whose calls in the present window are counted.",
                            options.max_clients, {{"class", std::string(NameOf(of))}});
    metrics.OnScrape([tables = tables_, clients, &clock, i] {
      const std::lock_guard lock(tables->mutex);
      tables->by_class[i].Prune(clock.Now());
      clients.Set(tables->by_class[i].size());
    });
  }
  if (redis_ != nullptr) thread_ = std::thread([this] { Run(); });
}

Usage::~Usage() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  stopped_.notify_all();
  thread_.join();
}

Standing Usage::Take(QuotaClass of, const std::string& client) {
  const std::lock_guard lock(tables_->mutex);
  return tables_->by_class[static_cast<size_t>(of)].Take(client, clock_.Now());
}

Standing Usage::Hold(QuotaClass of, const std::string& client) {
  const std::lock_guard lock(tables_->mutex);
  return tables_->by_class[static_cast<size_t>(of)].Hold(client, clock_.Now());
}

Standing Usage::Settle(QuotaClass of, const std::string& client, bool counts) {
  const std::lock_guard lock(tables_->mutex);
  return tables_->by_class[static_cast<size_t>(of)].Settle(client, counts, clock_.Now());
}

void Usage::Run() {
  const auto beat = absl::ToChronoMicroseconds(options_.beat);
  bool is_more = false;
  while (true) {
    {
      std::unique_lock lock(mutex_);
      const auto pause = is_more ? beat / kHaste : beat;
      if (stopped_.wait_for(lock, pause, [this] { return is_stopping_; })) return;
    }
    is_more = false;
    for (int i = 0; i < kQuotaClasses; ++i) is_more |= Tell(static_cast<QuotaClass>(i));
  }
}

bool Usage::Tell(QuotaClass of) {
  std::vector<UsageTable::Share> shares;
  bool is_more = false;
  {
    const std::lock_guard lock(tables_->mutex);
    size_t& on_way = tables_->on_way[static_cast<size_t>(of)];
    const size_t room = kMostOnWay - on_way;
    shares = tables_->by_class[static_cast<size_t>(of)].TakeShares(room);
    on_way += shares.size();
    is_more = shares.size() == room;
  }
  for (UsageTable::Share& share : shares) {
    const std::string key = KeyOf(of, share);
    const int64_t amount = share.amount;
    const absl::Duration ttl = share.end - clock_.Now() + kSpare;
    const auto learn = [tables = tables_, of,
                        share = std::move(share)](std::optional<int64_t> total) {
      const std::lock_guard lock(tables->mutex);
      --tables->on_way[static_cast<size_t>(of)];
      tables->by_class[static_cast<size_t>(of)].Learn(share, total);
    };
    if (amount == 0) {
      redis_->Get(key, [learn](const absl::StatusOr<std::optional<std::string>>& text) {
        learn(TotalOf(text));
      });
      continue;
    }
    redis_->Increment(key, amount, ttl, [learn](const absl::StatusOr<int64_t>& total) {
      learn(total.ok() ? std::optional(*total) : std::nullopt);
    });
  }
  return is_more;
}

}  // namespace motcua::gateway
