#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "tests/load/histogram.h"

namespace motcua::load {

// What happened to requests, beside a right answer.
enum class Failure : uint8_t {
  kStatus,       // A code that is not expected.
  kNotModified,  // 200 with the very ETag that we have; 304 was due.
  kBody,         // Without the text that it must contain.
  kMalformed,    // No HTTP, or more than one answer.
  kLost,         // The connection ended before the answer did.
  kQueueFull,    // Never sent: too many waited for their connection.
  kUnanswered,   // No answer until the end, or never sent for want of one.
  kCount,
};
inline constexpr size_t kFailures = static_cast<size_t>(Failure::kCount);

// What one process counted. Plain bytes, as the histograms in it.
struct Tally {
  // Requests that were due in the window. Each is answered or failed, once.
  uint64_t requests = 0;
  uint64_t answered = 0;
  std::array<uint64_t, kFailures> failures = {};
  std::array<uint64_t, 600> wrong_status = {};  // By code.
  Histogram latency;                            // Of those answered, from when they were due.
  Histogram lag;  // How late we ourselves sent what could be sent when it was due.

  uint64_t done = 0;  // Right answers that came in the window, due in it or before.
  uint64_t bytes_received = 0;
  uint64_t bytes_sent = 0;

  uint64_t opened = 0;            // Connections, again and again.
  uint64_t connect_errors = 0;    // Attempts that failed.
  uint64_t closed_by_server = 0;  // With or without a request under way.
  uint64_t greeted = 0;           // Idle: connections with a right first answer.
  uint64_t gone = 0;              // Idle: of these, ended while they stayed.

  uint64_t& operator[](Failure failure) { return failures[static_cast<size_t>(failure)]; }
  uint64_t operator[](Failure failure) const { return failures[static_cast<size_t>(failure)]; }
  void Merge(const Tally& other);
};

}  // namespace motcua::load
