#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "services/intake/domain/status.h"

namespace motcua::intake {

// What somebody does with a dossier between its filing and its end.
enum class Act {
  kNone = 0,
  kAccept = 1,
  kRefuse = 2,
  kRequestSupplement = 3,
  kSupplement = 4,
  kStartProcessing = 5,
  kRequestPayment = 6,
  kConfirmPayment = 7,
  kRequestWithdrawal = 8,
  kRefuseWithdrawal = 9,
  kStop = 10,
  kExtend = 11,
  kComplete = 12,
  kRework = 13,
  kReturnResult = 14,
};

// Who may do it; of several any one.
enum Role : unsigned {
  kApplicant = 1,  // The owner, or who holds the tracking token.
  kDesk = 2,       // An officer of the receiving authority.
  kDecider = 4,    // An officer of the competent authority.
  kSystem = 8,     // A service of this system.
};

// Forms of Circular 03/2025/TT-VPCP, Annex I, by their numbers.
enum class Form {
  kNone = 0,
  kReceipt = 1,
  kSupplementRequest = 2,
  kRefusal = 3,
  kExtension = 4,
  kStopNotice = 5,
};

// What the limit does.
enum class Counting {
  kAsBefore,  // It runs on if it ran, and stands still if it did not.
  kStarts,
  kRuns,  // It goes on after a stop.
  kStops,
  kRestarts,  // From zero.
  kEnds,
};

// One way of a dossier from a status to another.
struct Passage {
  Act act = Act::kNone;
  DossierStatus from = DossierStatus::kNewlyRegistered;
  std::optional<DossierStatus> to;  // Nothing: back to where it stood before the wait.
  unsigned roles = 0;
  Form form = Form::kNone;
  std::string_view ground;  // The article that it rests on.
  bool needs_reason = false;
  Counting counting = Counting::kAsBefore;
};

// The whole life of a dossier: the one truth about what may follow what.
std::span<const Passage> Passages();

// The passage of `act` from `from`; nullptr when it is not to be done there.
const Passage* PassageOf(Act act, DossierStatus from);

// The passage that leads from `from` to `to`; nullptr when there is none. `before` as in
// CheckFollows.
const Passage* PassageTo(DossierStatus from, DossierStatus to, std::optional<DossierStatus> before);

// Everybody who may do it somewhere.
unsigned RolesOf(Act act);

// Whether it always needs a reason.
bool NeedsReason(Act act);

// What it is called, as in “không thể …”; and in English, as in “… may not follow”.
std::string_view NameOf(Act act);
std::string_view EnglishNameOf(Act act);

}  // namespace motcua::intake
