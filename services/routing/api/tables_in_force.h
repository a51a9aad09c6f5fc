#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/obs/metrics.h"
#include "services/routing/domain/reference.h"
#include "services/routing/store/reference_tables.h"
#include "services/routing/store/table_changes.h"
#include "services/routing/store/unit_store.h"

namespace motcua::routing {

// The reference tables that hold now, in memory, kept in step with the store that all replicas
// share: what one of them imports, the others answer from a quarter of a second later. While the
// store is away the last tables go on holding. Any thread.
class TablesInForce {
 public:
  static constexpr absl::Duration kLookEvery = absl::Milliseconds(250);

  // What came of an import.
  struct Imported {
    int64_t edition = 0;
    std::vector<TableChange> changes;
  };

  // Imports the tables of `folder` (empty: none) that the last start did not find there, loads what
  // is kept, and follows it from then on. What it is made with outlives it.
  static absl::StatusOr<std::unique_ptr<TablesInForce>> Start(std::unique_ptr<UnitStore> store,
                                                              const std::string& folder,
                                                              const base::Clock& clock,
                                                              obs::Metrics& metrics);

  // They never change while somebody holds them.
  std::shared_ptr<const Reference> Get() const;

  // Puts the tables of `files` in the place of theirs; the others stay. InvalidArgument, naming the
  // file, the line and the column, when one is wrong or contradicts another; Aborted when
  // `expected` is given and the tables that are kept are of another edition. `validate_only`: only
  // says what would come of it. What changes nothing makes no new edition, and is never refused for
  // `expected`: who did not hear the answer may ask again.
  absl::StatusOr<Imported> Import(const ReferenceTables& files, std::optional<int64_t> expected,
                                  bool validate_only);

 private:
  TablesInForce(std::unique_ptr<UnitStore> store, const base::Clock& clock, obs::Metrics& metrics);
  absl::Status ImportFolder(const std::string& folder);
  // Loads what is kept if it is not what holds.
  absl::Status CatchUp();
  // Answers from `made` from here on.
  void Hold(Reference made, int64_t edition);
  void Run(const std::stop_token& stop);

  const std::unique_ptr<UnitStore> store_;
  const base::Clock& clock_;
  obs::Gauge& units_;
  obs::Gauge& links_;
  obs::Gauge& rules_;
  obs::Gauge& edition_;
  obs::Gauge& calendar_end_;
  // Unix microseconds at which the store last said that they are the newest; its metric is asked
  // for it after this has gone, too.
  const std::shared_ptr<std::atomic<int64_t>> confirmed_;

  std::mutex change_mutex_;  // Held while what holds is exchanged.
  mutable std::mutex mutex_;
  std::shared_ptr<const Reference> reference_;  // Guarded by `mutex_`.
  std::condition_variable_any stopped_;
  std::jthread thread_;
};

}  // namespace motcua::routing
