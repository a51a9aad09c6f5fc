#pragma once

#include <cstdint>
#include <memory>
#include <mutex>

#include "absl/status/statusor.h"
#include "services/procedure-catalog/domain/ledger.h"
#include "services/procedure-catalog/store/procedure_store.h"

namespace motcua::catalog {

// The ledger of all that has come in, in memory: each read first takes what is new. Any thread.
class LedgerInForce {
 public:
  // `store` outlives it.
  explicit LedgerInForce(ProcedureStore& store) : store_(store) {}

  // The ledger up to the last arrival. Never changes.
  absl::StatusOr<std::shared_ptr<const Ledger>> Get();

 private:
  ProcedureStore& store_;
  std::mutex mutex_;
  std::shared_ptr<const Ledger> ledger_ = std::make_shared<Ledger>();
  int64_t position_ = 0;  // Of the last arrival in it.
};

}  // namespace motcua::catalog
