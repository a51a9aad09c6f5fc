#pragma once

#include <optional>
#include <string_view>

#include "absl/status/status.h"

namespace motcua::intake {

// The ten national statuses of a dossier (mã trạng thái hồ sơ), by their national numbers.
enum class DossierStatus {
  kNewlyRegistered = 1,
  kReceived = 2,
  kRefused = 3,
  kInProcessing = 4,
  kSupplementRequested = 5,
  kPaymentDue = 6,
  kWithdrawalRequested = 7,
  kStopped = 8,
  kProcessed = 9,
  kResultReturned = 10,
};

// Name in Vietnamese and in English, as the national table has them.
std::string_view NameOf(DossierStatus status);
std::string_view EnglishNameOf(DossierStatus status);

// Nothing follows it.
bool IsEnd(DossierStatus status);

// Whether `to` may follow `from`. `before` is where a dossier stood when it came to kPaymentDue or
// kWithdrawalRequested: from there it may go back. FailedPrecondition STATUS_MAY_NOT_FOLLOW, naming
// both.
absl::Status CheckFollows(DossierStatus from, DossierStatus to,
                          std::optional<DossierStatus> before);

}  // namespace motcua::intake
