#include "services/procedure-catalog/api/ledger_in_force.h"

#include <vector>

#include "libs/base/status_macros.h"
#include "services/procedure-catalog/api/record.h"

namespace motcua::catalog {
namespace {

constexpr int kAtOnce = 500;

}  // namespace

absl::StatusOr<std::shared_ptr<const Ledger>> LedgerInForce::Get() {
  const std::lock_guard lock(mutex_);
  ASSIGN_OR_RETURN(std::vector<Arrival> arrivals, store_.After(position_, kAtOnce));
  if (arrivals.empty()) return ledger_;
  // Who reads at this moment goes on with the old one.
  auto next = std::make_shared<Ledger>(*ledger_);
  int64_t position = position_;
  while (!arrivals.empty()) {
    for (const Arrival& arrival : arrivals) {
      const Version& version = arrival.version;
      ASSIGN_OR_RETURN(const Procedure procedure, ReadContent(version.content));
      next->Add(procedure.code, LedgerVersionOf(procedure, version.number, version.record_time));
      position = arrival.position;
    }
    ASSIGN_OR_RETURN(arrivals, store_.After(position, kAtOnce));
  }
  position_ = position;
  ledger_ = std::move(next);
  return ledger_;
}

}  // namespace motcua::catalog
