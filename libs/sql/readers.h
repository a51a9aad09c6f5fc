#pragma once

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/error.h"
#include "libs/base/patience.h"
#include "libs/base/status_macros.h"
#include "libs/obs/metrics.h"
#include "libs/sql/pool_meter.h"
#include "libs/sql/sqlite.h"

namespace motcua::sql {

// A bounded number of read-only connections, each with its prepared statements (`Queries`), lent to
// one thread at a time.
template <typename Queries>
class Readers {
  struct Reader;

 public:
  using Prepare = std::function<absl::StatusOr<Queries>(Sqlite& db)>;

  // A connection on loan, given back when it goes. All that is read during one loan is of one
  // moment: the first read's. Keep it short, for as long as it lasts the WAL cannot begin anew.
  // What runs on it ends when the thread's base::Patience does.
  class Lease {
   public:
    ~Lease() {
      if (reader_ != nullptr) readers_->GiveBack(reader_);
    }
    Lease(Lease&& other) noexcept
        : readers_(other.readers_), reader_(std::exchange(other.reader_, nullptr)) {}
    Lease& operator=(Lease&&) = delete;
    Queries* operator->() const { return &reader_->queries; }
    Queries& operator*() const { return reader_->queries; }

   private:
    friend class Readers;
    Lease(Readers* readers, Reader* reader) : readers_(readers), reader_(reader) {}

    Readers* readers_;
    Reader* reader_;
  };

  struct Options {
    std::string path;
    int count = 8;
    std::string store;  // In metrics, as PoolMeter has them.
  };

  // Opens the connections to the file, whose schema is up to date.
  static absl::StatusOr<std::unique_ptr<Readers>> Open(const Options& options,
                                                       obs::Metrics& metrics,
                                                       const Prepare& prepare) {
    auto readers = std::unique_ptr<Readers>(new Readers(options.store, options.count, metrics));
    for (int i = 0; i < options.count; ++i) {
      ASSIGN_OR_RETURN(std::unique_ptr<Sqlite> db,
                       Sqlite::Open(options.path, Sqlite::Mode::kReadOnly));
      ASSIGN_OR_RETURN(Statement begin, db->Prepare("BEGIN"));
      ASSIGN_OR_RETURN(Statement end, db->Prepare("COMMIT"));
      ASSIGN_OR_RETURN(Queries queries, prepare(*db));
      readers->all_.push_back(std::unique_ptr<Reader>(
          new Reader{std::move(db), std::move(begin), std::move(end), std::move(queries)}));
      readers->free_.push_back(readers->all_.back().get());
    }
    readers->Report();
    return readers;
  }

  // Waits until one is free, as long as the thread's patience lasts, two seconds at most: then
  // Unavailable. Who holds one does not ask for another.
  absl::StatusOr<Lease> Borrow() {
    Reader* const reader = Take();
    if (reader == nullptr) return base::Overloaded("no connection to the database is free");
    // Cannot fail: it takes no lock yet, and GiveBack has left no transaction open.
    RunToTheEnd(reader->begin);
    return Lease(this, reader);
  }

 private:
  // The statements go before their connection.
  struct Reader {
    std::unique_ptr<Sqlite> db;
    Statement begin;
    Statement end;
    Queries queries;
  };

  static constexpr absl::Duration kLongestWait = absl::Seconds(2);

  Readers(const std::string& store, int count, obs::Metrics& metrics)
      : meter_(store, count, metrics) {}

  // Whoever's time is up: an interrupted COMMIT would leave the next one an old snapshot.
  static void RunToTheEnd(Statement& statement) {
    const base::Patience whole(absl::InfiniteDuration());
    (void)statement.Begin().Run();
  }

  // Null when none is free in time.
  Reader* Take() {
    const absl::Duration patience = std::min(base::Patience::Left(), kLongestWait);
    std::unique_lock lock(mutex_);
    ++waiting_;
    const bool is_free = given_back_.wait_for(lock, absl::ToChronoMilliseconds(patience),
                                              [this] { return !free_.empty(); });
    --waiting_;
    Reader* const reader = is_free ? free_.back() : nullptr;
    if (is_free) free_.pop_back();
    Report();
    return reader;
  }

  // Under the lock, or alone.
  void Report() {
    const auto idle = static_cast<int>(free_.size());
    meter_.Report(static_cast<int>(all_.size()) - idle, idle, waiting_);
  }

  void GiveBack(Reader* reader) {
    reader->db->EndRuns();
    if (reader->db->InTransaction()) RunToTheEnd(reader->end);
    {
      const std::lock_guard lock(mutex_);
      free_.push_back(reader);
      Report();
    }
    given_back_.notify_one();
  }

  PoolMeter meter_;
  std::vector<std::unique_ptr<Reader>> all_;
  std::mutex mutex_;
  int waiting_ = 0;
  std::condition_variable given_back_;
  std::vector<Reader*> free_;
};

}  // namespace motcua::sql
