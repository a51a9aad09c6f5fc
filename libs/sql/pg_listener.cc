#include "libs/sql/pg_listener.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/patience.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/obs/log.h"

namespace motcua::sql {
namespace {

constexpr int kFirstRestMs = 50;
constexpr int kLongestRestMs = 1'000;
// A server that went without a word is found out by asking it now and then.
constexpr int kQuietMs = 5'000;

constexpr absl::Duration kAnswerTime = absl::Seconds(5);

const PgQuery kPing = {"ping", "SELECT 1"};

}  // namespace

PgListener::PgListener(std::string conninfo, std::string channel, OnNotice on_notice, OnGap on_gap)
    : conninfo_(std::move(conninfo)),
      channel_(std::move(channel)),
      on_notice_(std::move(on_notice)),
      on_gap_(std::move(on_gap)),
      stop_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      thread_([this] { Run(); }) {}

PgListener::~PgListener() {
  stopping_ = true;
  (void)eventfd_write(stop_, 1);
  thread_.join();
  close(stop_);
}

void PgListener::Run() {
  int rest = kFirstRestMs;
  bool said = false;
  do {
    const absl::Status status = Listen();
    if (is_listening_) {
      rest = kFirstRestMs;
      said = false;
    }
    is_listening_ = false;
    if (status.ok()) return;
    if (!said) {
      obs::Log(obs::Level::kWarn, "notices_lost").Str("cause", std::string(status.message()));
    }
    said = true;
    rest = std::min(2 * rest, kLongestRestMs);
  } while (Sleep(rest));
}

absl::Status PgListener::Listen() {
  ASSIGN_OR_RETURN(const std::unique_ptr<Postgres> db, Postgres::Connect(conninfo_));
  const base::Patience patience(absl::InfiniteDuration(), [this] { return stopping_.load(); });
  db->set_limit(kAnswerTime);
  RETURN_IF_ERROR(db->Exec(base::Cat("LISTEN ", channel_)));
  is_listening_ = true;
  on_gap_();
  while (true) {
    while (PGnotify* const notice = PQnotifies(db->handle())) {
      on_notice_(notice->extra);
      PQfreemem(notice);
    }
    pollfd sources[] = {{PQsocket(db->handle()), POLLIN, 0}, {stop_, POLLIN, 0}};
    const int ready = poll(sources, 2, kQuietMs);
    if (sources[1].revents != 0) return absl::OkStatus();
    if (ready == 0) RETURN_IF_ERROR(db->Run(kPing).status());
    if (sources[0].revents != 0 && PQconsumeInput(db->handle()) != 1) {
      return base::DependencyAway(PQerrorMessage(db->handle()));
    }
  }
}

bool PgListener::Sleep(int milliseconds) {
  pollfd stop = {stop_, POLLIN, 0};
  return poll(&stop, 1, milliseconds) <= 0;
}

}  // namespace motcua::sql
