#include "libs/sql/pg_pool.h"

#include <algorithm>

#include "libs/base/error.h"
#include "libs/base/patience.h"

namespace motcua::sql {
namespace {

constexpr absl::Duration kLongestWait = absl::Seconds(2);
constexpr std::chrono::milliseconds kRestAfterFailure{200};
// Who has less time than this does not begin to connect.
constexpr absl::Duration kLeastForNew = absl::Milliseconds(20);

}  // namespace

PgPool::PgPool(Options options, const std::string& store, obs::Metrics& metrics)
    : options_(std::move(options)), meter_(store, options_.max_connections, metrics) {}

absl::StatusOr<PgPool::Loan> PgPool::Borrow(bool fresh) {
  std::unique_lock lock(mutex_);
  if (fresh) {
    open_ -= static_cast<int>(idle_.size());
    idle_.clear();
  }
  ++waiting_;
  Report();
  const absl::Duration patience = std::min(base::Patience::Left(), kLongestWait);
  const bool free = freed_.wait_for(lock, absl::ToChronoMilliseconds(patience), [this] {
    return !idle_.empty() || open_ < options_.max_connections;
  });
  --waiting_;
  if (!free) {
    Report();
    return base::Overloaded("no connection to the database is free");
  }
  if (idle_.empty() && base::Patience::Left() < kLeastForNew) {
    Report();
    freed_.notify_one();  // Somebody else may have the time.
    return base::Overloaded("no time is left to connect to the database");
  }
  if (idle_.empty()) {
    ++open_;
    Report();
    lock.unlock();
    return Connect();
  }
  Loan loan{std::move(idle_.back()), true};
  idle_.pop_back();
  Report();
  return loan;
}

absl::StatusOr<PgPool::Loan> PgPool::Connect() {
  absl::Status status;
  {
    const std::lock_guard lock(mutex_);
    if (std::chrono::steady_clock::now() < no_use_before_) status = why_no_use_;
  }
  if (status.ok()) {
    absl::StatusOr<std::unique_ptr<Postgres>> db = Postgres::Connect(options_.conninfo);
    if (db.ok()) return Loan{*std::move(db)};
    status = db.status();
  }
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (now >= no_use_before_) {
    no_use_before_ = now + kRestAfterFailure;
    why_no_use_ = status;
  }
  --open_;
  Report();
  freed_.notify_one();
  return status;
}

void PgPool::GiveBack(Loan loan) {
  loan.db->Rollback();
  {
    const std::lock_guard lock(mutex_);
    if (loan.db->broken()) {
      --open_;
    } else {
      idle_.push_back(std::move(loan.db));
    }
    Report();
  }
  freed_.notify_one();
}

void PgPool::Report() {
  const auto idle = static_cast<int>(idle_.size());
  meter_.Report(open_ - idle, idle, waiting_);
}

}  // namespace motcua::sql
