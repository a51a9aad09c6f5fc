#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "absl/status/status.h"
#include "libs/sql/postgres.h"

namespace motcua::sql {

// Hears what transactions on other connections announce by NOTIFY, on a thread and a connection of
// its own; connects again by itself.
class PgListener {
 public:
  // A payload, once its transaction is durable.
  using OnNotice = std::function<void(std::string_view payload)>;
  // Notices may have been missed: the connection stands (again) from now on.
  using OnGap = std::function<void()>;

  // Both are called on the listener's thread.
  PgListener(std::string conninfo, std::string channel, OnNotice on_notice, OnGap on_gap);
  ~PgListener();
  PgListener(const PgListener&) = delete;
  PgListener& operator=(const PgListener&) = delete;

 private:
  void Run();
  // Listens until the connection is lost, or it is time to stop.
  absl::Status Listen();
  bool Sleep(int milliseconds);

  const std::string conninfo_;
  const std::string channel_;
  const OnNotice on_notice_;
  const OnGap on_gap_;
  const int stop_;  // An eventfd that becomes readable.
  std::atomic<bool> stopping_ = false;
  bool is_listening_ = false;
  std::thread thread_;
};

}  // namespace motcua::sql
