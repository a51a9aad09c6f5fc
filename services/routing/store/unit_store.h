#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/routing/domain/reference.h"

namespace motcua::routing {

// Keeps the reference tables. Every implementation passes tests/contract/routing_store_test.cc.
// Calls block, may come from any thread, and have happened when they return.
class UnitStore {
 public:
  virtual ~UnitStore() = default;

  // Puts `tables`, known as `fingerprint`, in the place of all that is kept: whole, or not at all.
  virtual absl::Status ReplaceTables(const Tables& tables, std::string_view fingerprint) = 0;

  // What the tables that are kept are known as; empty when there are none.
  virtual absl::StatusOr<std::string> Fingerprint() = 0;

  // The tables that were put last; empty ones when none were. DataLoss when a row is none of ours.
  virtual absl::StatusOr<Tables> Load() = 0;
};

}  // namespace motcua::routing
