#include "tests/load/tally.h"

#include <type_traits>

namespace motcua::load {

static_assert(std::is_trivially_copyable_v<Tally>);

void Tally::Merge(const Tally& other) {
  requests += other.requests;
  answered += other.answered;
  for (size_t i = 0; i < failures.size(); ++i) failures[i] += other.failures[i];
  for (size_t i = 0; i < wrong_status.size(); ++i) wrong_status[i] += other.wrong_status[i];
  latency.Merge(other.latency);
  lag.Merge(other.lag);
  done += other.done;
  bytes_received += other.bytes_received;
  bytes_sent += other.bytes_sent;
  opened += other.opened;
  connect_errors += other.connect_errors;
  closed_by_server += other.closed_by_server;
  greeted += other.greeted;
  gone += other.gone;
}

}  // namespace motcua::load
