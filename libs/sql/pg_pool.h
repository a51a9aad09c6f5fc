#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/base/patience.h"
#include "libs/base/status_macros.h"
#include "libs/obs/metrics.h"
#include "libs/sql/pool_meter.h"
#include "libs/sql/postgres.h"

namespace motcua::sql {

// A bounded number of connections, opened when they are needed, each lent to one thread at a time.
// A connection that was lost is replaced by a new one.
class PgPool {
 public:
  struct Options {
    std::string conninfo;
    int max_connections = 8;
  };

  // Tells of itself as PoolMeter does.
  PgPool(Options options, const std::string& store, obs::Metrics& metrics);

  // Runs `body(db)`, which gives a Status or StatusOr, on a connection of its own; once more when
  // the connection turns out to have been lost while it was idle, before the server has answered
  // anything. Waits for a free one as long as the thread's patience lasts, two seconds at most:
  // then Unavailable.
  template <typename Body>
  auto Run(Body body) -> decltype(body(std::declval<Postgres&>())) {
    for (bool again = false;; again = true) {
      absl::StatusOr<Loan> loan = Borrow(again);
      if (!loan.ok()) return loan.status();
      if (!loan->used && base::Patience::IsInVain()) {
        GiveBack(*std::move(loan));  // For the next one, who need not connect.
        return absl::DeadlineExceededError("to connect to the database took all the time");
      }
      const int64_t answered = loan->db->answered();
      auto result = body(*loan->db);
      const bool was_lost = loan->used && loan->db->broken() && loan->db->answered() == answered;
      GiveBack(*std::move(loan));
      if (again || !was_lost || !absl::IsUnavailable(base::StatusOf(result))) return result;
    }
  }

 private:
  struct Loan {
    std::unique_ptr<Postgres> db;
    bool used = false;  // Has served others before.
  };

  // `fresh`: one that is new, since those at rest may all have been lost.
  absl::StatusOr<Loan> Borrow(bool fresh);
  absl::StatusOr<Loan> Connect();
  void GiveBack(Loan loan);
  void Report();

  const Options options_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Postgres>> idle_;
  int open_ = 0;  // Idle, on loan and being opened.
  int waiting_ = 0;
  // After a connection could not be had, nobody tries again for a while: a server that is away is
  // told at once and not stormed when it comes back.
  std::chrono::steady_clock::time_point no_use_before_;
  absl::Status why_no_use_;

  PoolMeter meter_;
};

}  // namespace motcua::sql
