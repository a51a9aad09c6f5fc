#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/routing/domain/plan.h"

namespace motcua::routing {

// A plan as it is kept.
struct KeptPlan {
  std::string id;
  std::string proposal;  // As text; says the same whenever it is asked for again.
  PlanState state = PlanState::kPreviewing;
  std::string cursor;  // How far the desks have been read.
  absl::Time create_time;
};

// How one move ended: when it was in `from`, it is in `to` from then on.
struct Settled {
  std::string dossier_code;
  MoveState from;
  MoveState to;
  std::string note;
};

// Keeps plans of reforms and how far each dossier's move is. Every implementation passes
// tests/contract/plan_store_test.cc. Calls block, may come from any thread and from several
// replicas, and have happened when they return.
class PlanStore {
 public:
  virtual ~PlanStore() = default;

  // AlreadyExists when the id is taken.
  virtual absl::Status Create(const KeptPlan& plan) = 0;
  // NotFound PLAN_NOT_FOUND.
  virtual absl::StatusOr<KeptPlan> Get(const std::string& id) = 0;

  // Adds the moves of dossiers that the plan does not know yet and goes on to `to` and `cursor`.
  // FailedPrecondition PLAN_STATE when it is not in `from` and at `from_cursor`: somebody else has
  // gone on.
  virtual absl::Status Add(const KeptPlan& from, const std::vector<PlannedMove>& moves,
                           PlanState to, const std::string& cursor) = 0;
  // Goes on to `to`, with an empty cursor. FailedPrecondition PLAN_STATE when it is in none of
  // `from`.
  virtual absl::Status Enter(const std::string& id, const std::vector<PlanState>& from,
                             PlanState to) = 0;
  // Up to `limit` of the moves that are planned or were sent, in order of code; they are sent from
  // then on. FailedPrecondition PLAN_STATE when the plan is not being applied.
  virtual absl::StatusOr<std::vector<PlannedMove>> Take(const std::string& id, int limit) = 0;
  // Moves that are not in the state that they were in any more stay as they are.
  virtual absl::Status Settle(const std::string& id, const std::vector<Settled>& settled) = 0;

  // Moves in some of the states (none named: in any), after a code, in order of it.
  virtual absl::StatusOr<std::vector<PlannedMove>> List(const std::string& id,
                                                        const std::vector<MoveState>& states,
                                                        const std::string& after, int limit) = 0;
  virtual absl::StatusOr<std::map<MoveState, int64_t>> Count(const std::string& id) = 0;
};

// What every store says in the same words.
absl::Status PlanNotFound();
absl::Status PlanInState(PlanState state);

// An agency in one column: its fields, parted by tabs.
std::string WriteAgency(const Agency& agency);
Agency ReadAgency(std::string_view text);

}  // namespace motcua::routing
