#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/routing/domain/agency.h"
#include "services/routing/domain/competence.h"
#include "services/routing/domain/reference.h"

namespace motcua::routing {

// Some of the dossiers in flight of one authority go to another.
struct Handover {
  std::string from_agency;              // Its code.
  std::string to_agency;                // Empty: whoever the tables name on the day of the reform.
  std::vector<std::string> procedures;  // Codes. Empty: all.
  std::vector<std::string> units;       // Codes of the places on the day. Empty: all.
};

// A reform, as data: who hands over what to whom, from which day on, by which act.
struct Proposal {
  absl::CivilDay day;
  std::string basis;
  std::string reason;     // What citizens are told, Vietnamese.
  std::string reason_en;  // The same in English.
  std::string extend_by;  // A limit that is counted from each due time, `5wd`. Empty: they stay.
  std::vector<Handover> handovers;
};

inline constexpr size_t kMaxHandovers = 1000;

// Numbered as in the proto.
enum class PlanState {
  kPreviewing = 1,
  kPreviewed = 2,
  kApplying = 3,
  kCatchingUp = 4,  // Looks for what was filed with the old authorities since the preview.
  kApplied = 5,
  kUndoing = 6,
  kUndone = 7,
};

// Whether a plan may be applied, or is being so: from its preview on, until it is undone.
bool MayApply(PlanState state);
// From where a plan may be undone: it is previewed, applied, or on the way, or being undone.
std::vector<PlanState> UndoableStates();

// Numbered as in the proto.
enum class MoveState {
  kPlanned = 1,
  kUnresolved = 2,  // It should move, and nobody can say where to.
  kSent = 3,        // Intake was asked; what it did is not known yet.
  kMoved = 4,
  kSkipped = 5,  // It ended, or went elsewhere, before its turn.
  kUndone = 6,
  kStayed = 7,  // It ended, or went further, before it could go back.
};

// A dossier that has not ended, as intake tells of it.
struct InFlight {
  std::string code;
  std::string procedure;
  std::string unit;
  absl::CivilDay filed;  // Its unit is the one that had the code on this day.
  Agency competent;
  std::optional<absl::Time> due;
};

// What a plan does with one dossier.
struct PlannedMove {
  std::string dossier_code;
  MoveState state = MoveState::kPlanned;
  Agency from;
  Agency to;
  std::optional<absl::Time> due_before;
  std::optional<absl::Time> due_after;
  std::string note;  // Why it goes there, why it is unresolved, or what became of it.
};

// What is wrong with a proposal, as InvalidArgument on its field: `proposal.…`.
absl::Status CheckProposal(const Proposal& proposal, const Reference& reference);

// The authorities that hand over, each once.
std::vector<std::string> SourcesOf(const Proposal& proposal);

// The place that a dossier's matter belongs to on `day`: the unit that had the code `unit` when it
// was filed, or the one that took all of it, or all its people, over, and so on. The code alone
// tells nothing: it may be another unit's by now. Empty: it went to several, or there is none on
// that day.
std::string PlaceOnDay(const Gazetteer& gazetteer, std::string_view unit, absl::CivilDay filed,
                       absl::CivilDay day);

// The handover that `dossier` is part of, the first that speaks of it and of its place on the day
// of the reform (where that is one place, else of the unit that it was filed for); nullptr when
// none does.
const Handover* HandoverOf(const Gazetteer& gazetteer, const Proposal& proposal,
                           const InFlight& dossier);

// What `handover` does with `dossier`; nothing when it stays with whom it is. `announced`: what the
// catalogue says of its procedure on the day, when the handover names nobody.
std::optional<PlannedMove> PlanMove(const Reference& reference, const Proposal& proposal,
                                    const Handover& handover, const InFlight& dossier,
                                    const absl::StatusOr<Announced>& announced);

}  // namespace motcua::routing
