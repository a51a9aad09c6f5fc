#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/intake/domain/dossier.h"

namespace motcua::intake {

// A dossier in flight goes from one authority to another, as an act orders.
struct Move {
  std::string from_agency;             // Code of the authority that decides until then.
  Agency to;                           // Who decides from then on.
  std::optional<absl::Time> due_time;  // Nothing: it stays.
  std::string basis;                   // The act.
  std::string reason;                  // What the citizen is told, Vietnamese first.
};

// What its history says of a move.
struct Handover {
  Agency from;
  Agency to;
  std::string basis;
  std::optional<absl::Time> due_before;
  std::optional<absl::Time> due_after;

  bool operator==(const Handover&) const = default;
};

// InvalidArgument on what is missing, too long or not printable.
absl::Status CheckMove(const Move& move);

// `dossier` after the move. Its code, status, receiving authority, procedure version and papers
// stay, and the time of its last step. FailedPrecondition ENDED when nothing of it is left to do,
// ELSEWHERE when another authority than `from_agency` decides it.
absl::StatusOr<Dossier> MoveTo(Dossier dossier, const Move& move);

}  // namespace motcua::intake
