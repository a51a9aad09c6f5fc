#pragma once

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/obs/metrics.h"
#include "libs/sql/sqlite.h"

namespace motcua::sql {

// Moves what the WAL holds into the database, on a thread and a connection of its own: while it
// copies, the next commits are written. It leaves the writer and the readers alone, so it cannot
// begin the WAL anew; that happens at a commit which finds everything copied, or by the writer's
// WalLimit.
class Checkpointer {
 public:
  struct Options {
    // From one checkpoint to the next, if there was a commit between.
    absl::Duration interval = absl::Milliseconds(250);
    // Observed after every checkpoint: how long it took. May be null.
    obs::Histogram* seconds = nullptr;
  };

  // For the database at `path`.
  static absl::StatusOr<std::unique_ptr<Checkpointer>> Start(const std::string& path,
                                                             const Options& options);
  static absl::StatusOr<std::unique_ptr<Checkpointer>> Start(const std::string& path);
  ~Checkpointer();
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

 private:
  Checkpointer(const std::string& path, std::unique_ptr<Sqlite> db, const Options& options);
  void Run();
  // Waits; false when it is time to stop.
  bool Sleep();
  void Checkpoint();
  // Logs when checkpoints begin to fail, and when they work again.
  void Note(const absl::Status& status);

  const Options options_;
  const std::filesystem::path wal_path_;
  const std::unique_ptr<Sqlite> db_;
  bool failing_ = false;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace motcua::sql
