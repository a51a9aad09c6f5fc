#include "services/routing/domain/plan.h"

#include <algorithm>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "services/routing/domain/agency_code.h"
#include "services/routing/domain/deadline.h"
#include "services/routing/domain/limit.h"
#include "services/routing/domain/route.h"

namespace motcua::routing {
namespace {

constexpr size_t kMaxTextBytes = 900;  // Both languages go into one note of a dossier's history.

absl::Status CheckText(std::string_view field, std::string_view text) {
  if (text.empty()) {
    return base::InvalidField(field, "REQUIRED", "Thông tin này là bắt buộc.", "This is required.");
  }
  const bool control =
      std::ranges::any_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  if (control || text.size() > kMaxTextBytes) {
    return base::InvalidField(field, "INVALID_FORMAT", "Nội dung quá dài hoặc có ký tự điều khiển.",
                              "This is too long or has control characters.");
  }
  return absl::OkStatus();
}

absl::Status CheckHandover(const Handover& handover, const Reference& reference, absl::CivilDay day,
                           const std::string& field) {
  // Who hands over may have ended with the reform itself.
  if (Identification(handover.from_agency) != handover.from_agency) {
    return base::InvalidField(base::Cat(field, ".fromAgency"), "MALFORMED",
                              "Mã cơ quan có dạng H26.020.", "An authority's code is H26.020.");
  }
  if (handover.to_agency.empty()) return absl::OkStatus();
  if (handover.to_agency == handover.from_agency) {
    return base::InvalidField(base::Cat(field, ".toAgency"), "SAME",
                              "Cơ quan nhận phải khác cơ quan giao.",
                              "Who takes over has to be another than who hands over.");
  }
  if (!FindAgency(reference, handover.to_agency, day).ok()) {
    return base::InvalidField(base::Cat(field, ".toAgency"), "UNKNOWN_AGENCY",
                              "Không có cơ quan mang mã này vào ngày đó.",
                              "No authority has this code on that day.");
  }
  return absl::OkStatus();
}

bool Speaks(const std::vector<std::string>& codes, const std::string& code) {
  return codes.empty() || std::ranges::find(codes, code) != codes.end();
}

// The one unit that took all of `ended`, or all its people, over. nullptr when there are several,
// or none.
const Unit* HeirOf(const Gazetteer& gazetteer, const Unit& ended) {
  const std::vector<Link> heirs = gazetteer.Successors(ended);
  const auto whole = std::ranges::find_if(heirs, [&heirs](const Link& heir) {
    return heirs.size() == 1 || heir.share == Share::kWhole || heir.share == Share::kAllPeople;
  });
  return whole == heirs.end() ? nullptr : whole->unit;
}

// Who takes a dossier over, and why.
struct Taker {
  Agency agency;
  std::string why;
};

absl::StatusOr<Taker> TakerOf(const Reference& reference, const Proposal& proposal,
                              const Handover& handover, const InFlight& dossier,
                              const absl::StatusOr<Announced>& announced) {
  if (!handover.to_agency.empty()) {
    ASSIGN_OR_RETURN(const AgencyRecord record,
                     FindAgency(reference, handover.to_agency, proposal.day));
    return Taker{record.agency, "the proposal names it"};
  }
  RETURN_IF_ERROR(announced.status());
  const std::string place =
      PlaceOnDay(reference.gazetteer, dossier.unit, dossier.filed, proposal.day);
  if (place.empty()) {
    return base::Refusal(absl::StatusCode::kFailedPrecondition, "UNIT_SPLIT",
                         "Đơn vị hành chính của hồ sơ đã chia cho nhiều đơn vị.",
                         "The unit of the dossier went to several others.");
  }
  ASSIGN_OR_RETURN(const Route route, ResolveRoute(reference, *announced, {place, proposal.day}));
  const Step& rule = route.trace.front();
  return Taker{route.authority, base::Cat("place ", place, ", rule ", rule.rule, ", ", rule.basis)};
}

// When the result is due with the new authority, and why.
struct Due {
  std::optional<absl::Time> time;
  std::string why;
};

absl::StatusOr<Due> DueAfter(const Reference& reference, const Proposal& proposal, const Agency& to,
                             const std::optional<absl::Time>& before) {
  if (!before) return Due{before, ""};
  if (proposal.extend_by.empty()) return Due{before, "; due as before"};
  ASSIGN_OR_RETURN(const Limit limit, ParseLimit(proposal.extend_by));
  const Unit* const place = reference.gazetteer.Find(to.unit_code, proposal.day);
  ASSIGN_OR_RETURN(const Deadline deadline,
                   ComputeDeadline(*before, limit, reference.OfficeOf(place), false));
  std::string why = base::Cat("; due ", proposal.extend_by, " later");
  for (const CountedDay& day : deadline.derivation) {
    if (!day.counted) why += base::Cat(", without ", base::FormatDate(day.date), " ", day.why);
  }
  return Due{deadline.due, why};
}

std::string WhyNot(const absl::Status& status) {
  const auto problem = base::ProblemOf(status);
  if (!problem) return std::string(status.message());
  if (problem->violations.empty()) return base::Cat(problem->reason, ": ", problem->message);
  return base::Cat(problem->violations[0].code, ": ", problem->violations[0].message);
}

}  // namespace

bool MayApply(PlanState state) {
  return state >= PlanState::kPreviewed && state <= PlanState::kApplied;
}

std::vector<PlanState> UndoableStates() {
  return {PlanState::kPreviewed, PlanState::kApplying, PlanState::kCatchingUp, PlanState::kApplied,
          PlanState::kUndoing};
}

absl::Status CheckProposal(const Proposal& proposal, const Reference& reference) {
  RETURN_IF_ERROR(CheckText("proposal.basis", proposal.basis));
  RETURN_IF_ERROR(CheckText("proposal.reason", proposal.reason));
  RETURN_IF_ERROR(CheckText("proposal.reasonEn", proposal.reason_en));
  if (!proposal.extend_by.empty() && !ParseLimit(proposal.extend_by).ok()) {
    return base::InvalidField("proposal.extendBy", "MALFORMED", "Thời hạn có dạng 5wd.",
                              "A limit is written as 5wd.");
  }
  if (proposal.handovers.empty() || proposal.handovers.size() > kMaxHandovers) {
    return base::InvalidField("proposal.handovers", "OUT_OF_RANGE",
                              base::Cat("Từ 1 đến ", kMaxHandovers, " lượt chuyển giao."),
                              base::Cat("1 to ", kMaxHandovers, " handovers."));
  }
  for (size_t i = 0; i < proposal.handovers.size(); ++i) {
    RETURN_IF_ERROR(CheckHandover(proposal.handovers[i], reference, proposal.day,
                                  base::Cat("proposal.handovers[", i, "]")));
  }
  return absl::OkStatus();
}

std::vector<std::string> SourcesOf(const Proposal& proposal) {
  std::vector<std::string> sources;
  for (const Handover& handover : proposal.handovers) {
    if (std::ranges::find(sources, handover.from_agency) == sources.end()) {
      sources.push_back(handover.from_agency);
    }
  }
  return sources;
}

std::string PlaceOnDay(const Gazetteer& gazetteer, std::string_view unit, absl::CivilDay filed,
                       absl::CivilDay day) {
  const Unit* place = gazetteer.Find(unit, filed);
  // A unit that ends has heirs that begin the day after: each step leads to a later day.
  while (place != nullptr && place->valid.to && *place->valid.to < day) {
    place = HeirOf(gazetteer, *place);
  }
  const bool is_there = place != nullptr && place->valid.Contains(day);
  return is_there ? place->code : std::string();
}

const Handover* HandoverOf(const Gazetteer& gazetteer, const Proposal& proposal,
                           const InFlight& dossier) {
  std::string place = PlaceOnDay(gazetteer, dossier.unit, dossier.filed, proposal.day);
  if (place.empty()) place = dossier.unit;
  const auto found = std::ranges::find_if(proposal.handovers, [&](const Handover& handover) {
    return handover.from_agency == dossier.competent.code &&
           Speaks(handover.procedures, dossier.procedure) && Speaks(handover.units, place);
  });
  return found == proposal.handovers.end() ? nullptr : &*found;
}

std::optional<PlannedMove> PlanMove(const Reference& reference, const Proposal& proposal,
                                    const Handover& handover, const InFlight& dossier,
                                    const absl::StatusOr<Announced>& announced) {
  PlannedMove move;
  move.dossier_code = dossier.code;
  move.from = dossier.competent;
  move.due_before = move.due_after = dossier.due;
  const auto unresolved = [&move](const absl::Status& status) {
    move.state = MoveState::kUnresolved;
    move.note = WhyNot(status);
    return move;
  };
  absl::StatusOr<Taker> taker = TakerOf(reference, proposal, handover, dossier, announced);
  if (!taker.ok()) return unresolved(taker.status());
  if (taker->agency.code == dossier.competent.code) return std::nullopt;
  move.to = std::move(taker->agency);
  const absl::StatusOr<Due> due = DueAfter(reference, proposal, move.to, dossier.due);
  if (!due.ok()) return unresolved(due.status());
  move.due_after = due->time;
  move.note = taker->why + due->why;
  return move;
}

}  // namespace motcua::routing
