#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "libs/base/text.h"
#include "services/routing/store/plan_store.h"

namespace motcua::routing {

// Columns of a plan and of a move, named alike in every engine, in the order in which the functions
// below put and read them.
inline constexpr char kPlanColumns[] = "id, proposal, state, cursor, create_us";
inline constexpr char kPlanTypes[] = "ttiti";
inline constexpr char kMoveColumns[] =
    "plan_id, dossier_code, state, from_agency, to_agency, due_before_us, due_after_us, note";
inline constexpr char kMoveTypes[] = "ttittiit";

template <typename Put>
void PutPlan(const KeptPlan& plan, Put put) {
  put(plan.id);
  put(plan.proposal);
  put(static_cast<int64_t>(plan.state));
  put(plan.cursor);
  put(absl::ToUnixMicros(plan.create_time));
}

template <typename Row>
KeptPlan ReadPlan(const Row& row) {
  return {row.Text(0), row.Text(1), static_cast<PlanState>(row.Int(2)), row.Text(3),
          absl::FromUnixMicros(row.Int(4))};
}

template <typename Put>
void PutMove(const std::string& plan_id, const PlannedMove& move, Put put) {
  const auto micros = [](const std::optional<absl::Time>& time) {
    return time ? std::optional<int64_t>(absl::ToUnixMicros(*time)) : std::nullopt;
  };
  put(plan_id);
  put(move.dossier_code);
  put(static_cast<int64_t>(move.state));
  put(WriteAgency(move.from));
  put(WriteAgency(move.to));
  put(micros(move.due_before));
  put(micros(move.due_after));
  put(move.note);
}

template <typename Row>
PlannedMove ReadMove(const Row& row) {
  const auto time = [&row](int column) -> std::optional<absl::Time> {
    if (row.IsNull(column)) return std::nullopt;
    return absl::FromUnixMicros(row.Int(column));
  };
  return {row.Text(1),
          static_cast<MoveState>(row.Int(2)),
          ReadAgency(row.Text(3)),
          ReadAgency(row.Text(4)),
          time(5),
          time(6),
          row.Text(7)};
}

inline bool Lists(const std::vector<PlanState>& states, PlanState state) {
  return std::ranges::find(states, state) != states.end();
}

// ` AND state IN (…)`; empty for any.
inline std::string AmongStates(const std::vector<MoveState>& states) {
  if (states.empty()) return {};
  std::string text;
  for (const MoveState state : states) {
    text += base::Cat(text.empty() ? " AND state IN (" : ", ", static_cast<int>(state));
  }
  return text + ")";
}

}  // namespace motcua::routing
