#include "libs/sql/checkpoint.h"

#include <chrono>
#include <system_error>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/obs/log.h"

namespace motcua::sql {
namespace {

// More than Linux's clock of files ticks in, which is 10 ms at most.
constexpr std::chrono::milliseconds kTick(20);

}  // namespace

absl::StatusOr<std::unique_ptr<Checkpointer>> Checkpointer::Start(const std::string& path,
                                                                  const Options& options) {
  ASSIGN_OR_RETURN(std::unique_ptr<Sqlite> db, Sqlite::Open(path));
  return std::unique_ptr<Checkpointer>(new Checkpointer(path, std::move(db), options));
}

absl::StatusOr<std::unique_ptr<Checkpointer>> Checkpointer::Start(const std::string& path) {
  return Start(path, Options());
}

Checkpointer::Checkpointer(const std::string& path, std::unique_ptr<Sqlite> db,
                           const Options& options)
    : options_(options), wal_path_(path + "-wal"), db_(std::move(db)), thread_([this] { Run(); }) {}

Checkpointer::~Checkpointer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_one();
  thread_.join();
}

void Checkpointer::Run() {
  std::filesystem::file_time_type copied_at{};
  while (Sleep()) {
    std::error_code missing;
    const auto written_at = std::filesystem::last_write_time(wal_path_, missing);
    if (missing || written_at == copied_at) continue;
    // The next commit shows in a later time, unless it comes in the same tick of the file system's
    // clock.
    const bool same_tick_over = std::filesystem::file_time_type::clock::now() - written_at > kTick;
    copied_at = same_tick_over ? written_at : std::filesystem::file_time_type{};
    Checkpoint();
  }
}

bool Checkpointer::Sleep() {
  std::unique_lock lock(mutex_);
  return !stop_.wait_for(lock, absl::ToChronoMilliseconds(options_.interval),
                         [this] { return stopping_; });
}

void Checkpointer::Checkpoint() {
  const auto start = std::chrono::steady_clock::now();
  const int code = sqlite3_wal_checkpoint_v2(db_->handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE,
                                             nullptr, nullptr);
  if (options_.seconds != nullptr) {
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    options_.seconds->Observe(took.count());
  }
  // Busy: the writer is beginning the WAL anew, which does the same work.
  Note(code == SQLITE_BUSY ? absl::OkStatus() : SqliteStatus(db_->handle(), code));
}

void Checkpointer::Note(const absl::Status& status) {
  if (status.ok() != failing_) return;
  failing_ = !status.ok();
  if (failing_) {
    obs::Log(obs::Level::kError, "checkpoint_failing").Str("cause", std::string(status.message()));
  } else {
    obs::Log(obs::Level::kInfo, "checkpoint_back");
  }
}

}  // namespace motcua::sql
