#include "libs/sql/wal_limit.h"

namespace motcua::sql {
namespace {

// How long readers of old snapshots and a checkpoint in progress are waited for, and how long it
// rests when they did not go.
constexpr int kWaitMilliseconds = 50;
constexpr std::chrono::milliseconds kRest(250);

}  // namespace

WalLimit::WalLimit(sqlite3* db, int frames) : db_(db), frames_(frames) {
  // Takes the place of SQLite's own wal_autocheckpoint.
  sqlite3_wal_hook(db_, &WalLimit::OnCommit, this);
}

WalLimit::~WalLimit() {
  sqlite3_wal_hook(db_, nullptr, nullptr);
}

int WalLimit::OnCommit(void* self, sqlite3*, const char*, int frames) {
  auto* const limit = static_cast<WalLimit*>(self);
  if (frames >= limit->frames_) limit->BeginAnew();
  // Anything else would make the commit, which is durable, look like a failure.
  return SQLITE_OK;
}

void WalLimit::BeginAnew() {
  if (Clock::now() < not_before_) return;
  sqlite3_busy_timeout(db_, kWaitMilliseconds);
  const int code =
      sqlite3_wal_checkpoint_v2(db_, nullptr, SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
  sqlite3_busy_timeout(db_, kBusyMilliseconds);
  if (code != SQLITE_OK) not_before_ = Clock::now() + kRest;
}

}  // namespace motcua::sql
