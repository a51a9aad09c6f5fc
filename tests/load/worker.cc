#include "tests/load/worker.h"

#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "tests/load/client.h"
#include "tests/load/pace.h"

namespace motcua::load {
namespace {

constexpr double kSecond = 1e9;
constexpr int64_t kGlance = 10'000'000;
constexpr int64_t kFirstPatience = 1'000'000'000;  // For any connection to open.
constexpr double kPatienceSeconds = 10;            // For all of them.
constexpr double kLastRoundSeconds = 60;  // Idle: for those that stayed to answer once more.

int64_t Nanos(double seconds) {
  return static_cast<int64_t>(seconds * kSecond);
}

// Idle: with its first answer, whatever became of it.
bool IsSettled(const Plan& plan, const Connection& connection) {
  if (plan.mode == Mode::kIdle) return connection.answers > 0;
  return connection.state() == Connection::State::kFree;
}

int64_t OpenAll(const Plan& plan, Client& client) {
  const int64_t begin = Now();
  const int64_t end = begin + Nanos(kPatienceSeconds + plan.connections / plan.connect_rate);
  const auto all = static_cast<int64_t>(client.connections().size());
  int64_t settled = 0;
  while (settled < all && Now() < (client.tally().opened > 0 ? end : begin + kFirstPatience)) {
    client.Poll(Now() + kGlance);
    settled = std::count_if(client.connections().begin(), client.connections().end(),
                            [&plan](const Connection& one) { return IsSettled(plan, one); });
  }
  return settled;
}

// Connections are looked after meanwhile.
bool AwaitStart(int control, Client& client, int64_t* start) {
  while (true) {
    const ssize_t size = recv(control, start, sizeof *start, MSG_DONTWAIT);
    if (size == sizeof *start) return true;
    if (size >= 0 || errno != EAGAIN) return false;
    client.Poll(Now() + kGlance);
  }
}

struct Bytes {
  uint64_t received;
  uint64_t sent;
};

void Run(const Plan& plan, const Window& window, int64_t start, Client& client, Pace& pace) {
  const int64_t last = window.to + Nanos(plan.grace_seconds);
  const auto bytes = [&client] {
    return Bytes{client.tally().bytes_received, client.tally().bytes_sent};
  };
  Bytes first = bytes();
  Bytes end = first;
  client.SetWindow(window.from, window.to);
  while (Now() < start) client.Poll(start);
  pace.Start(start);
  int64_t now = Now();
  while (now < last && !(pace.Finished(now) && client.counted_under_way() == 0)) {
    const int64_t mark = now < window.from ? window.from : now < window.to ? window.to : last;
    client.Poll(std::min(pace.NextDue(), mark));
    now = Now();
    pace.Due(now);
    if (now < window.from) first = bytes();
    if (now < window.to) end = bytes();
  }
  pace.Abandon();
  client.Abandon();
  client.tally().bytes_received = end.received - first.received;
  client.tally().bytes_sent = end.sent - first.sent;
}

}  // namespace

Window WindowOf(const Plan& plan, int64_t start) {
  if (plan.mode == Mode::kIdle) return {start, start + Nanos(kLastRoundSeconds)};
  const int64_t from = start + Nanos(plan.warmup_seconds);
  return {from, from + Nanos(plan.seconds)};
}

bool ReadAll(int fd, void* bytes, size_t size) {
  auto* at = static_cast<char*>(bytes);
  while (size > 0) {
    const ssize_t got = read(fd, at, size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += got;
    size -= static_cast<size_t>(got);
  }
  return true;
}

bool WriteAll(int fd, const void* bytes, size_t size) {
  const auto* at = static_cast<const char*>(bytes);
  while (size > 0) {
    const ssize_t gone = send(fd, at, size, MSG_NOSIGNAL);
    if (gone < 0 && errno == EINTR) continue;
    if (gone <= 0) return false;
    at += gone;
    size -= static_cast<size_t>(gone);
  }
  return true;
}

bool RunWorker(const Plan& plan, int process, int control) {
  prctl(PR_SET_TIMERSLACK, 1);  // Else the kernel may wake us 50 us after a request was due.
  Client client(plan, process);
  const std::unique_ptr<Pace> pace = MakePace(plan, process, client);
  client.SetPace(pace.get());
  const int64_t settled = OpenAll(plan, client);
  int64_t start = 0;
  if (!WriteAll(control, &settled, sizeof settled)) return false;
  if (!AwaitStart(control, client, &start)) return false;
  Run(plan, WindowOf(plan, start), start, client, *pace);
  if (!WriteAll(control, &client.tally(), sizeof(Tally))) return false;
  char none = 0;  // The parent has yet to read what this process has used.
  return read(control, &none, 1) == 0;
}

}  // namespace motcua::load
