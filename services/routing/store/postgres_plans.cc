#include "services/routing/store/postgres_plans.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/sql/pg_pool.h"
#include "libs/sql/postgres.h"
#include "services/routing/store/plan_columns.h"

namespace motcua::routing {
namespace {

using base::Cat;
using sql::PgParams;
using sql::PgQuery;
using sql::PgResult;
using sql::PgRows;
using sql::PgUnnest;
using sql::Postgres;

constexpr int kConnections = 2;

const PgQuery kCreate = {"create_plan",
                         Cat("INSERT INTO plans(", kPlanColumns, ") VALUES($1, $2, $3, $4, $5)")};
const PgQuery kFind = {"find_plan", Cat("SELECT ", kPlanColumns, " FROM plans WHERE id = $1")};
// Whoever goes on with a plan holds it: two replicas take turns.
const PgQuery kHold = {"hold_plan",
                       Cat("SELECT ", kPlanColumns, " FROM plans WHERE id = $1 FOR UPDATE")};
const PgQuery kSet = {"set_plan", "UPDATE plans SET state = $2, cursor = $3 WHERE id = $1"};
const PgQuery kAdd = {"add_moves", Cat("INSERT INTO plan_moves(", kMoveColumns, ") SELECT * FROM ",
                                       PgUnnest(kMoveTypes), " ON CONFLICT DO NOTHING")};
const PgQuery kList = {"list_moves",
                       Cat("SELECT ", kMoveColumns,
                           " FROM plan_moves WHERE plan_id = $1 AND dossier_code > $2"
                           " AND (cardinality($3::text[]) = 0 OR state::text = ANY($3::text[]))"
                           " ORDER BY dossier_code LIMIT $4")};
const PgQuery kSend = {
    "send_moves",
    "UPDATE plan_moves SET state = 3 WHERE plan_id = $1 AND dossier_code = ANY($2::text[])"};
const PgQuery kSettle = {
    "settle_moves",
    Cat("UPDATE plan_moves m SET state = w.next, note = w.note FROM ", PgUnnest("tiit", 2),
        " AS w(code, last, next, note)"
        " WHERE m.plan_id = $1 AND m.dossier_code = w.code AND m.state = w.last")};
const PgQuery kCount = {"count_moves",
                        "SELECT state, count(*) FROM plan_moves WHERE plan_id = $1 GROUP BY state"};

template <typename... Values>
PgParams With(const Values&... values) {
  PgParams params;
  (params.Add(values), ...);
  return params;
}

// Ends the transaction that `body` began: what it did not commit is not done.
template <typename Body>
absl::Status Transact(Postgres& db, Body body) {
  absl::Status status = body();
  db.Rollback();
  return status;
}

absl::StatusOr<KeptPlan> PlanIn(const PgResult& rows) {
  if (rows.empty()) return PlanNotFound();
  return ReadPlan(rows[0]);
}

absl::StatusOr<KeptPlan> Hold(Postgres& db, const std::string& id) {
  db.Queue(sql::kPgBegin);
  db.Queue(kHold, With(id));
  ASSIGN_OR_RETURN(const std::vector<PgResult> results, db.Flush());
  return PlanIn(results[1]);
}

absl::Status Commit(Postgres& db) {
  db.Queue(sql::kPgCommit);
  return db.Flush().status();
}

absl::StatusOr<std::vector<PlannedMove>> Rows(Postgres& db, const std::string& id,
                                              const std::vector<MoveState>& states,
                                              const std::string& after, int limit) {
  std::vector<std::string> names;
  for (const MoveState state : states) names.push_back(Cat(static_cast<int>(state)));
  ASSIGN_OR_RETURN(const PgResult rows, db.Run(kList, With(id, after, names, limit)));
  std::vector<PlannedMove> moves;
  for (int i = 0; i < rows.size(); ++i) moves.push_back(ReadMove(rows[i]));
  return moves;
}

class PostgresPlans final : public PlanStore {
 public:
  PostgresPlans(const std::string& conninfo, obs::Metrics& metrics)
      : pool_({conninfo, kConnections}, "routing_plans", metrics) {}

  absl::Status Create(const KeptPlan& plan) override {
    PgParams params;
    PutPlan(plan, [&params](const auto& value) { params.Add(value); });
    return pool_.Run([&](Postgres& db) { return db.Run(kCreate, params).status(); });
  }

  absl::StatusOr<KeptPlan> Get(const std::string& id) override {
    return pool_.Run([&](Postgres& db) -> absl::StatusOr<KeptPlan> {
      ASSIGN_OR_RETURN(const PgResult rows, db.Run(kFind, With(id)));
      return PlanIn(rows);
    });
  }

  absl::Status Add(const KeptPlan& from, const std::vector<PlannedMove>& moves, PlanState to,
                   const std::string& cursor) override {
    return Held([&](Postgres& db) -> absl::Status {
      ASSIGN_OR_RETURN(const KeptPlan plan, Hold(db, from.id));
      if (plan.state != from.state || plan.cursor != from.cursor) return PlanInState(plan.state);
      PgRows rows;
      for (const PlannedMove& move : moves) {
        PutMove(from.id, move, [&to = rows.Row()](const auto& value) { to.Add(value); });
      }
      if (!rows.empty()) db.Queue(kAdd, With(rows));
      db.Queue(kSet, With(from.id, static_cast<int>(to), cursor));
      return Commit(db);
    });
  }

  absl::Status Enter(const std::string& id, const std::vector<PlanState>& from,
                     PlanState to) override {
    return Held([&](Postgres& db) -> absl::Status {
      ASSIGN_OR_RETURN(const KeptPlan plan, Hold(db, id));
      if (!Lists(from, plan.state)) return PlanInState(plan.state);
      db.Queue(kSet, With(id, static_cast<int>(to), std::string()));
      return Commit(db);
    });
  }

  absl::StatusOr<std::vector<PlannedMove>> Take(const std::string& id, int limit) override {
    std::vector<PlannedMove> taken;
    RETURN_IF_ERROR(Held([&](Postgres& db) -> absl::Status {
      ASSIGN_OR_RETURN(const KeptPlan plan, Hold(db, id));
      if (plan.state != PlanState::kApplying) return PlanInState(plan.state);
      ASSIGN_OR_RETURN(taken, Rows(db, id, {MoveState::kPlanned, MoveState::kSent}, "", limit));
      std::vector<std::string> codes;
      for (const PlannedMove& move : taken) codes.push_back(move.dossier_code);
      db.Queue(kSend, With(id, codes));
      return Commit(db);
    }));
    return taken;
  }

  absl::Status Settle(const std::string& id, const std::vector<Settled>& settled) override {
    if (settled.empty()) return absl::OkStatus();
    PgRows rows;
    for (const Settled& one : settled) {
      rows.Row().Add(one.dossier_code).Add(static_cast<int>(one.from));
      rows.Add(static_cast<int>(one.to)).Add(one.note);
    }
    PgParams params = With(id);
    params.Add(rows);
    return pool_.Run([&](Postgres& db) { return db.Run(kSettle, params).status(); });
  }

  absl::StatusOr<std::vector<PlannedMove>> List(const std::string& id,
                                                const std::vector<MoveState>& states,
                                                const std::string& after, int limit) override {
    return pool_.Run([&](Postgres& db) -> absl::StatusOr<std::vector<PlannedMove>> {
      ASSIGN_OR_RETURN(const PgResult plan, db.Run(kFind, With(id)));
      if (plan.empty()) return PlanNotFound();
      return Rows(db, id, states, after, limit);
    });
  }

  absl::StatusOr<std::map<MoveState, int64_t>> Count(const std::string& id) override {
    return pool_.Run([&](Postgres& db) -> absl::StatusOr<std::map<MoveState, int64_t>> {
      ASSIGN_OR_RETURN(const PgResult rows, db.Run(kCount, With(id)));
      std::map<MoveState, int64_t> counts;
      for (int i = 0; i < rows.size(); ++i) {
        counts[static_cast<MoveState>(rows[i].Int(0))] = rows[i].Int(1);
      }
      return counts;
    });
  }

 private:
  template <typename Body>
  absl::Status Held(Body body) {
    return pool_.Run([&](Postgres& db) { return Transact(db, [&] { return body(db); }); });
  }

  sql::PgPool pool_;
};

}  // namespace

std::unique_ptr<PlanStore> OpenPostgresPlans(const std::string& conninfo, obs::Metrics& metrics) {
  return std::make_unique<PostgresPlans>(conninfo, metrics);
}

}  // namespace motcua::routing
