#include "services/procedure-catalog/api/ledger_in_force.h"

#include "libs/base/status_macros.h"
#include "services/procedure-catalog/api/record.h"

namespace motcua::catalog {
namespace {

constexpr int kAtOnce = 500;

}  // namespace

absl::StatusOr<std::vector<LedgerEntry>> LedgerInForce::Entries(const LedgerFilter& filter) {
  const std::lock_guard lock(mutex_);
  RETURN_IF_ERROR(CatchUp());
  return ledger_.Entries(filter);
}

absl::StatusOr<std::vector<MinistryProcedure>> LedgerInForce::Published(const Moment& at) {
  const std::lock_guard lock(mutex_);
  RETURN_IF_ERROR(CatchUp());
  return ledger_.Published(at.day, at.known_at);
}

absl::Status LedgerInForce::CatchUp() {
  while (true) {
    ASSIGN_OR_RETURN(const std::vector<Arrival> arrivals, store_.After(position_, kAtOnce));
    for (const Arrival& arrival : arrivals) {
      const Version& version = arrival.version;
      ASSIGN_OR_RETURN(const Procedure procedure, ReadContent(version.content));
      ledger_.Add(procedure.code, LedgerVersionOf(procedure, version.number, version.record_time));
      position_ = arrival.position;
    }
    if (arrivals.size() < kAtOnce) return absl::OkStatus();
  }
}

}  // namespace motcua::catalog
