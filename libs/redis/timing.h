#pragma once

#include <algorithm>

#include "absl/time/time.h"
#include "libs/redis/loop.h"

namespace motcua::redis {

// How long a connection is waited for.
struct Timing {
  // For the lookup of the name, the connection and the node's first answer, together.
  absl::Duration connect_timeout = absl::Seconds(1);
  // A node that owes an answer and says nothing for so long is given up: its connection is closed
  // and made anew.
  absl::Duration silence_limit = absl::Milliseconds(500);
  // A node that owes nothing is asked after so much silence whether it is there.
  absl::Duration ping_interval = absl::Seconds(1);
};

// `duration`, with nothing so long that a time could overflow.
inline Clock::duration Bounded(absl::Duration duration) {
  return absl::ToChronoNanoseconds(std::clamp(duration, absl::ZeroDuration(), absl::Hours(24)));
}

}  // namespace motcua::redis
