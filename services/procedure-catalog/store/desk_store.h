#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/procedure-catalog/domain/desk.h"

namespace motcua::catalog {

// What has been said of a desk, and when.
struct KeptDesk {
  Desk desk;
  int64_t record_time = 0;  // Unix microseconds.
};

struct DeskFilter {
  std::string procedure_code;
  std::string agency;  // Empty: any.
  std::string day;     // `YYYY-MM-DD`.
};

// Keeps the desks that handle procedures. Which word about an authority and a procedure holds is
// said by domain/desk.h; earlier ones stay. Every implementation passes
// tests/contract/desk_store_test.cc. Calls block, may come from any thread and from several
// replicas, and have happened when they return.
class DeskStore {
 public:
  virtual ~DeskStore() = default;

  // Says `desks` in their order, all or none, as recorded `now`, or later than that when the last
  // word was; for each whether it is new. With `check_only` nothing is kept.
  virtual absl::StatusOr<std::vector<bool>> Add(const std::vector<Desk>& desks, absl::Time now,
                                                bool check_only) = 0;

  // The desk of each authority after one, in order of their codes: that for the procedure, else
  // that for all of its procedures. Of a single authority there is one desk, after whichever.
  virtual absl::StatusOr<std::vector<KeptDesk>> List(const DeskFilter& filter,
                                                     const std::string& after_agency,
                                                     int limit) = 0;
};

}  // namespace motcua::catalog
