#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/procedure-catalog/domain/local_code.h"
#include "services/procedure-catalog/domain/mapping.h"

namespace motcua::catalog {

// What a province has said of a code, and when.
struct KeptLocalCode {
  LocalCode told;
  int64_t record_time = 0;  // Unix microseconds.
};

struct LocalCodeFilter {
  // What is said of a code.
  enum class Says { kAnything = 0, kNationalCode = 1, kLocalOnly = 2, kNothing = 3 };

  std::string province;  // Empty: any.
  std::string words;     // Folded, following one another in code or name. Empty: any.
  Says says = Says::kAnything;
  // With kNationalCode: the code is one of these, or none of them.
  std::vector<std::string> national_codes;
  bool is_among = false;
};

// A place in the order of provinces and their codes.
struct LocalCodePlace {
  std::string province;
  std::string code;
};

// Keeps what provinces say of their codes: the last word about a code of a province holds, earlier
// ones stay. Every implementation passes tests/contract/local_code_store_test.cc. Calls block, may
// come from any thread and from several replicas, and have happened when they return.
class LocalCodeStore {
 public:
  virtual ~LocalCodeStore() = default;

  // Keeps `told`, all or none, as recorded `now`, or later than that when the last word was; for
  // each whether it is new. One that says the same as the last word is left alone. With
  // `check_only` nothing is kept. No two are about one code.
  virtual absl::StatusOr<std::vector<bool>> Add(const std::vector<LocalCode>& told, absl::Time now,
                                                bool check_only) = 0;

  // The last word about a code, as it was at a time (Unix microseconds; none: now). None: nothing
  // had been said.
  virtual absl::StatusOr<std::optional<KeptLocalCode>> Find(const LocalCodePlace& place,
                                                            std::optional<int64_t> known_at) = 0;
  // Last words, after a place, in order of province and code.
  virtual absl::StatusOr<std::vector<KeptLocalCode>> List(const LocalCodeFilter& filter,
                                                          const LocalCodePlace& after,
                                                          int limit) = 0;
  // The last words of all provinces, counted.
  virtual absl::StatusOr<std::vector<LocalCodeTally>> Tally() = 0;
};

}  // namespace motcua::catalog
