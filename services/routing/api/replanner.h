#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "libs/rpc/call.h"
#include "services/routing/api/tables_in_force.h"
#include "services/routing/clients/catalog.h"
#include "services/routing/clients/dossiers.h"
#include "services/routing/domain/plan.h"
#include "services/routing/store/plan_store.h"

namespace motcua::routing {

// Takes plans from their preview to their end, in bounded steps. What it knows of a plan is kept
// before intake is asked and again after it has answered: whoever is killed in between, the next
// call goes on, and asks intake again what it may have asked before. Calls block; any thread, any
// replica.
class Replanner {
 public:
  // What it stands on; all of it outlives it.
  struct Needs {
    const TablesInForce& tables;
    Catalog& catalog;
    Dossiers& dossiers;
    PlanStore& plans;
    const base::Clock& clock;
  };

  // In one call at most.
  static constexpr int kPages = 10;
  static constexpr int kBatches = 10;

  explicit Replanner(const Needs& needs) : needs_(needs) {}

  // Begins the plan `id`, or goes on to find out what it would do. `text` stands for the proposal.
  // InvalidArgument for what is wrong with it; FailedPrecondition PLAN_ID_TAKEN when the id stands
  // for another one.
  absl::Status Preview(const std::string& id, const Proposal& proposal, const std::string& text,
                       const rpc::Call& call);
  // Moves the dossiers of a plan that is previewed, then looks for more. FailedPrecondition
  // PLAN_STATE when it is being previewed or undone.
  absl::Status Apply(const std::string& id, const Proposal& proposal, const rpc::Call& call);
  // Moves them back. FailedPrecondition PLAN_STATE when it is being previewed.
  absl::Status Undo(const std::string& id, const Proposal& proposal, const rpc::Call& call);

 private:
  // One step; FailedPrecondition PLAN_STATE when somebody else has gone on meanwhile.
  absl::Status PreviewOn(const KeptPlan& plan, const Proposal& proposal, const rpc::Call& call);
  absl::Status ApplyOn(const KeptPlan& plan, const Proposal& proposal, const rpc::Call& call);
  // Reads one page of the desks, and plans for it. False when there is no more.
  absl::StatusOr<bool> Scan(const KeptPlan& plan, const Proposal& proposal, const rpc::Call& call);
  absl::StatusOr<std::vector<PlannedMove>> PlanAll(const Proposal& proposal,
                                                   const std::vector<InFlight>& dossiers,
                                                   const rpc::Call& call);
  // Asks intake to do `moves`, and notes what became of them.
  absl::Status Send(const std::string& id, const Proposal& proposal,
                    const std::vector<PlannedMove>& moves, const rpc::Call& call);
  absl::Status SendBack(const std::string& id, const Proposal& proposal,
                        const std::vector<PlannedMove>& moves, const rpc::Call& call);

  const Needs needs_;
};

}  // namespace motcua::routing
