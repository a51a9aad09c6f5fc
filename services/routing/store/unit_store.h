#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/routing/domain/reference.h"

namespace motcua::routing {

// Which tables are kept.
struct Edition {
  int64_t number = 0;  // Counts how often tables were put; 0: never.
  std::string files;   // ReferenceTables::fingerprint of what a start imported last.

  bool operator==(const Edition&) const = default;
};

// The tables of an edition.
struct KeptTables {
  Edition edition;
  Tables tables;
};

// Keeps the reference tables, of which several replicas may share one copy. Every implementation
// passes tests/contract/routing_store_test.cc. Calls block, may come from any thread, and have
// happened when they return.
class UnitStore {
 public:
  virtual ~UnitStore() = default;

  // Puts `tables` in the place of all that is kept: whole, or not at all. Aborted when what is kept
  // is not the edition before `edition`: somebody else has put tables meanwhile.
  virtual absl::Status ReplaceTables(const Tables& tables, const Edition& edition) = 0;

  virtual absl::StatusOr<Edition> Current() = 0;

  // The tables that were put last; empty ones when none were. DataLoss when a row is none of ours.
  virtual absl::StatusOr<KeptTables> Load() = 0;
};

// Aborted EDITION_CHANGED: the tables that are kept are of the edition `kept`, not `expected`.
absl::Status EditionChanged(int64_t kept, int64_t expected);

}  // namespace motcua::routing
