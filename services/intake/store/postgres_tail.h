#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <stop_token>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/sql/postgres.h"
#include "services/intake/store/dossier_store.h"

namespace motcua::intake {

// Looks through the event log for what has come, whoever wrote it, on a thread and a connection of
// its own. What could not be read is read at the next turn: nothing is left out.
class PostgresTail {
 public:
  // Called on the tail's thread, for each event at least once.
  using OnNews = std::function<void(std::span<const News>)>;

  // Begins with what comes after the call, and looks every `interval`.
  static absl::StatusOr<std::unique_ptr<PostgresTail>> Start(std::string conninfo,
                                                             absl::Duration interval,
                                                             OnNews on_news);

 private:
  PostgresTail(std::string conninfo, absl::Duration interval, OnNews on_news)
      : conninfo_(std::move(conninfo)), interval_(interval), on_news_(std::move(on_news)) {}
  void Run(const std::stop_token& stop);
  absl::Status Connect();
  absl::Status Look();
  // Tells of the events of a province after `seen`, which moves on to `last` or beyond.
  absl::Status ReadOn(const std::string& province_code, int64_t last, int64_t& seen);

  const std::string conninfo_;
  const absl::Duration interval_;
  const OnNews on_news_;
  std::unique_ptr<sql::Postgres> db_;
  std::map<std::string, int64_t> seen_;  // Sequence of the last event told of, by province.
  std::mutex mutex_;
  std::condition_variable_any stopped_;
  std::jthread thread_;
};

}  // namespace motcua::intake
