#pragma once

#include <cstdint>
#include <mutex>
#include <vector>

#include "absl/status/statusor.h"
#include "services/procedure-catalog/domain/ledger.h"
#include "services/procedure-catalog/store/procedure_store.h"

namespace motcua::catalog {

// The ledger of all that has come in, in memory: each read first takes what is new. Any thread.
class LedgerInForce {
 public:
  // `store` outlives it.
  explicit LedgerInForce(ProcedureStore& store) : store_(store) {}

  absl::StatusOr<std::vector<LedgerEntry>> Entries(const LedgerFilter& filter);
  absl::StatusOr<std::vector<MinistryProcedure>> Published(const Moment& at);

 private:
  absl::Status CatchUp();

  ProcedureStore& store_;
  std::mutex mutex_;
  Ledger ledger_;
  int64_t position_ = 0;  // Of the last arrival in it.
};

}  // namespace motcua::catalog
