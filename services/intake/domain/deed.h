#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/intake/domain/dossier.h"
#include "services/intake/domain/event.h"
#include "services/intake/domain/lifecycle.h"

namespace motcua::intake {

// Who does something, as far as the rules ask.
struct Actor {
  enum class Kind { kNobody, kCitizen, kOfficer, kService };
  Kind kind = Kind::kNobody;
  std::string unit_code;      // Of the authority that an officer acts for. Empty: of none.
  bool is_applicant = false;  // The owner, or who holds the tracking token.
};

// A limit as it was counted: until when, and how. Without a due time the limit is not known.
struct Count {
  std::optional<absl::Time> due_time;
  std::vector<CountedDay> derivation;
};

// An act with what belongs to it.
struct Deed {
  Act act = Act::kNone;
  absl::Time time;
  std::string reason;                  // As the applicant is told; of a supplement his words.
  std::string ground;                  // Empty: the passage's.
  std::vector<MissingItem> missing;    // With kRequestSupplement.
  std::vector<DossierPaper> papers;    // With kSupplement.
  std::optional<absl::Time> due_time;  // With kExtend.
  Count count;                         // With kAccept and kSupplement: from `time` on.
};

// What is wrong with a deed whatever the dossier: InvalidArgument with every wrong field.
absl::Status CheckDeed(const Deed& deed);

// OK when one of `roles` is the actor's for this dossier. PermissionDenied else: NO_UNIT for an
// officer of no authority, OTHER_AUTHORITY for one of another, OFFICERS_ONLY, APPLICANT_ONLY or
// SERVICES_ONLY for who is of another kind.
absl::Status CheckRole(const Dossier& dossier, unsigned roles, const Actor& actor);

// `dossier` after `deed`, which has passed CheckDeed. Refused: by another than whose act it is
// (PermissionDenied); where it may not follow, for a second list of what is missing outside of the
// wait for it, a second or late extension, a refusal of what was accepted (FailedPrecondition); a
// supplement that leaves something out, a due time that is no later (InvalidArgument).
absl::StatusOr<Dossier> Perform(Dossier dossier, const Deed& deed, const Actor& actor);

// `dossier` after `passage`, which may follow: what every step changes, whoever reports it.
// FailedPrecondition ALREADY_RECEIVED for a refusal of what was accepted.
absl::StatusOr<Dossier> Pass(Dossier dossier, const Passage& passage, absl::Time time);

// Writes into `event` what the history says of `deed`, done to a dossier at `from`.
void Tell(const Deed& deed, DossierStatus from, const Dossier& after, Event& event);

}  // namespace motcua::intake
