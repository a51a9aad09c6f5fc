#pragma once

#include <grpcpp/grpcpp.h>

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/obs/metrics.h"
#include "libs/rpc/call.h"
#include "motcua/catalog/v1/catalog.grpc.pb.h"
#include "services/routing/domain/competence.h"

namespace motcua::routing {

// Asks the procedure catalogue. Calls block; any thread.
class Catalog {
 public:
  // An answer is believed for so long, and so many are kept.
  static constexpr absl::Duration kLife = absl::Seconds(60);
  static constexpr size_t kMaxKept = 16'384;

  // What it is made with outlives it.
  Catalog(const std::shared_ptr<grpc::Channel>& channel, const rpc::Seal& seal,
          const base::Clock& clock, obs::Metrics& metrics);

  // The code of a procedure, and a day.
  using Key = std::pair<std::string, absl::CivilDay>;
  using Answers = std::map<Key, absl::StatusOr<Announced>>;

  // What is announced of each of `keys`: what is not at hand by one call for 256 of them.
  // InvalidArgument on `procedure` when there is none of that code; Unavailable when the catalogue
  // does not answer. What is not known is asked again every time: it may have been imported since.
  Answers AnnouncedOf(const std::vector<Key>& keys, const rpc::Call& call);

  // Published procedures, and where to go on; empty: nowhere.
  struct Listed {
    Announced announced;
    std::string name;
  };
  struct Page {
    std::vector<Listed> procedures;
    std::string next_page_token;
  };
  // At most 100 of those in force on `day`, in order of code, abolished ones left out. Unavailable
  // when the catalogue does not answer, InvalidArgument on a token that is none.
  absl::StatusOr<Page> List(absl::CivilDay day, const std::string& page_token,
                            const rpc::Call& call);

  // Forgets what is kept of a procedure, or of all, and what is being asked at this moment.
  void Forget(const std::string& code);
  void ForgetAll();

 private:
  struct Answer {
    Announced announced;
    absl::Time expiry;
  };

  std::optional<Announced> Find(const Key& key);
  // Unless something was forgotten since `generation`.
  void Keep(const Key& key, const Announced& announced, int64_t generation);
  int64_t generation();
  // Fills in what Find has not found.
  void Ask(std::span<const Key> keys, const rpc::Call& call, Answers& answers);

  const std::unique_ptr<catalog::v1::CatalogService::Stub> stub_;
  const rpc::Seal& seal_;
  const base::Clock& clock_;
  obs::Counter& hits_;
  obs::Counter& misses_;
  std::mutex mutex_;
  std::map<Key, Answer> kept_;  // Guarded by `mutex_`, as is the next.
  std::deque<Key> ages_;        // The keys that were kept, the oldest first.
  int64_t generation_ = 0;      // Grows with everything that is forgotten.
};

}  // namespace motcua::routing
