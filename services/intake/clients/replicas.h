#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/ids.h"
#include "libs/obs/metrics.h"
#include "libs/redis/client.h"
#include "libs/redis/subscriber.h"
#include "services/intake/store/dossier_store.h"

namespace motcua::intake {

// The other replicas of intake. By Redis they tell one another whose events they have committed, so
// that whoever follows a dossier, a province or the log hears of it at once, wherever he asked. A
// message may be lost, and says nothing that is not in the log.
class Replicas {
 public:
  // What another replica has committed. Called on a thread of this; must be brief.
  using OnNews = std::function<void(std::span<const News>)>;

  // Begins to connect; `nodes` as redis::ClientOptions has them. Counts the dossiers that it hears
  // of as `motcua_replica_news_total`.
  static absl::StatusOr<std::unique_ptr<Replicas>> Start(const std::vector<std::string>& nodes,
                                                         obs::Metrics& metrics, OnNews on_news);

  // What this one has committed. Any thread; waits for nothing.
  void Tell(std::span<const News> news);

 private:
  Replicas(obs::Metrics& metrics, OnNews on_news);
  void Hear(std::string_view message);

  const OnNews on_news_;
  const std::string id_ = base::Hex(base::RandomBytes(8));  // Of this replica, in its messages.
  obs::Counter& heard_;
  std::unique_ptr<redis::Client> client_;
  std::unique_ptr<redis::Subscriber> subscriber_;
};

}  // namespace motcua::intake
