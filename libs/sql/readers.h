#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/status_macros.h"
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
  class Lease {
   public:
    ~Lease() { readers_.GiveBack(reader_); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Queries* operator->() const { return &reader_->queries; }
    Queries& operator*() const { return reader_->queries; }

   private:
    friend class Readers;
    Lease(Readers& readers, Reader* reader) : readers_(readers), reader_(reader) {}

    Readers& readers_;
    Reader* const reader_;
  };

  // Opens `count` connections to the file, whose schema is up to date.
  static absl::StatusOr<std::unique_ptr<Readers>> Open(const std::string& path, int count,
                                                       const Prepare& prepare) {
    auto readers = std::unique_ptr<Readers>(new Readers);
    for (int i = 0; i < count; ++i) {
      ASSIGN_OR_RETURN(std::unique_ptr<Sqlite> db, Sqlite::Open(path, Sqlite::Mode::kReadOnly));
      ASSIGN_OR_RETURN(Statement begin, db->Prepare("BEGIN"));
      ASSIGN_OR_RETURN(Statement end, db->Prepare("COMMIT"));
      ASSIGN_OR_RETURN(Queries queries, prepare(*db));
      readers->all_.push_back(std::unique_ptr<Reader>(
          new Reader{std::move(db), std::move(begin), std::move(end), std::move(queries)}));
      readers->free_.push_back(readers->all_.back().get());
    }
    return readers;
  }

  // Waits until one is free. Who holds one does not ask for another.
  Lease Borrow() {
    Reader* const reader = Take();
    // Cannot fail: it takes no lock yet, and GiveBack has left no transaction open.
    (void)reader->begin.Begin().Run();
    return Lease(*this, reader);
  }

 private:
  // The statements go before their connection.
  struct Reader {
    std::unique_ptr<Sqlite> db;
    Statement begin;
    Statement end;
    Queries queries;
  };

  Readers() = default;

  Reader* Take() {
    std::unique_lock lock(mutex_);
    given_back_.wait(lock, [this] { return !free_.empty(); });
    Reader* const reader = free_.back();
    free_.pop_back();
    return reader;
  }

  void GiveBack(Reader* reader) {
    reader->db->EndRuns();
    if (reader->db->InTransaction()) (void)reader->end.Begin().Run();
    {
      const std::lock_guard lock(mutex_);
      free_.push_back(reader);
    }
    given_back_.notify_one();
  }

  std::vector<std::unique_ptr<Reader>> all_;
  std::mutex mutex_;
  std::condition_variable given_back_;
  std::vector<Reader*> free_;
};

}  // namespace motcua::sql
