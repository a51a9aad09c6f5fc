#include "services/routing/store/sqlite_plans.h"

#include <mutex>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/sql/sqlite.h"
#include "libs/sql/transaction.h"
#include "services/routing/store/plan_columns.h"

namespace motcua::routing {
namespace {

// Binds each value that it is called with to the next parameter.
auto BindTo(sql::Statement& statement) {
  return [&statement, next = 0](const auto& value) mutable { statement.Bind(++next, value); };
}

class SqlitePlans final : public PlanStore {
 public:
  SqlitePlans(std::unique_ptr<sql::Sqlite> db, std::unique_ptr<sql::Transactions> transactions)
      : db_(std::move(db)), transactions_(std::move(transactions)) {}

  absl::Status Create(const KeptPlan& plan) override {
    const std::lock_guard lock(mutex_);
    ASSIGN_OR_RETURN(sql::Statement insert,
                     db_->Prepare(base::Cat("INSERT INTO plans(", kPlanColumns,
                                            ") VALUES(?1, ?2, ?3, ?4, ?5)")));
    insert.Begin();
    PutPlan(plan, BindTo(insert));
    return insert.Run();
  }

  absl::StatusOr<KeptPlan> Get(const std::string& id) override {
    const std::lock_guard lock(mutex_);
    return Find(id);
  }

  absl::Status Add(const KeptPlan& from, const std::vector<PlannedMove>& moves, PlanState to,
                   const std::string& cursor) override {
    const std::lock_guard lock(mutex_);
    return transactions_->Run([&]() -> absl::Status {
      ASSIGN_OR_RETURN(const KeptPlan plan, Find(from.id));
      if (plan.state != from.state || plan.cursor != from.cursor) return PlanInState(plan.state);
      ASSIGN_OR_RETURN(sql::Statement insert,
                       db_->Prepare(base::Cat("INSERT INTO plan_moves(", kMoveColumns,
                                              ") VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
                                              " ON CONFLICT DO NOTHING")));
      for (const PlannedMove& move : moves) {
        insert.Begin();
        PutMove(from.id, move, BindTo(insert));
        RETURN_IF_ERROR(insert.Run());
      }
      return Set(from.id, to, cursor);
    });
  }

  absl::Status Enter(const std::string& id, const std::vector<PlanState>& from,
                     PlanState to) override {
    const std::lock_guard lock(mutex_);
    return transactions_->Run([&]() -> absl::Status {
      ASSIGN_OR_RETURN(const KeptPlan plan, Find(id));
      if (!Lists(from, plan.state)) return PlanInState(plan.state);
      return Set(id, to, "");
    });
  }

  absl::StatusOr<std::vector<PlannedMove>> Take(const std::string& id, int limit) override {
    const std::lock_guard lock(mutex_);
    std::vector<PlannedMove> taken;
    RETURN_IF_ERROR(transactions_->Run([&]() -> absl::Status {
      ASSIGN_OR_RETURN(const KeptPlan plan, Find(id));
      if (plan.state != PlanState::kApplying) return PlanInState(plan.state);
      ASSIGN_OR_RETURN(taken, Rows(id, {MoveState::kPlanned, MoveState::kSent}, "", limit));
      ASSIGN_OR_RETURN(sql::Statement send,
                       db_->Prepare("UPDATE plan_moves SET state = 3"
                                    " WHERE plan_id = ?1 AND dossier_code = ?2"));
      for (const PlannedMove& move : taken) {
        RETURN_IF_ERROR(send.Begin().Bind(1, id).Bind(2, move.dossier_code).Run());
      }
      return absl::OkStatus();
    }));
    return taken;
  }

  absl::Status Settle(const std::string& id, const std::vector<Settled>& settled) override {
    const std::lock_guard lock(mutex_);
    return transactions_->Run([&]() -> absl::Status {
      ASSIGN_OR_RETURN(sql::Statement update,
                       db_->Prepare("UPDATE plan_moves SET state = ?4, note = ?5 WHERE plan_id = ?1"
                                    " AND dossier_code = ?2 AND state = ?3"));
      for (const Settled& one : settled) {
        RETURN_IF_ERROR(update.Begin()
                            .Bind(1, id)
                            .Bind(2, one.dossier_code)
                            .Bind(3, static_cast<int>(one.from))
                            .Bind(4, static_cast<int>(one.to))
                            .Bind(5, one.note)
                            .Run());
      }
      return absl::OkStatus();
    });
  }

  absl::StatusOr<std::vector<PlannedMove>> List(const std::string& id,
                                                const std::vector<MoveState>& states,
                                                const std::string& after, int limit) override {
    const std::lock_guard lock(mutex_);
    RETURN_IF_ERROR(Find(id).status());
    return Rows(id, states, after, limit);
  }

  absl::StatusOr<std::map<MoveState, int64_t>> Count(const std::string& id) override {
    const std::lock_guard lock(mutex_);
    ASSIGN_OR_RETURN(sql::Statement rows,
                     db_->Prepare("SELECT state, count(*) FROM plan_moves WHERE plan_id = ?1"
                                  " GROUP BY state"));
    rows.Begin().Bind(1, id);
    std::map<MoveState, int64_t> counts;
    while (true) {
      ASSIGN_OR_RETURN(const bool more, rows.Step());
      if (!more) return counts;
      counts[static_cast<MoveState>(rows.Int(0))] = rows.Int(1);
    }
  }

 private:
  absl::StatusOr<KeptPlan> Find(const std::string& id) {
    ASSIGN_OR_RETURN(sql::Statement row,
                     db_->Prepare(base::Cat("SELECT ", kPlanColumns, " FROM plans WHERE id = ?1")));
    ASSIGN_OR_RETURN(const bool found, row.Begin().Bind(1, id).Step());
    if (!found) return PlanNotFound();
    return ReadPlan(row);
  }

  absl::Status Set(const std::string& id, PlanState state, const std::string& cursor) {
    ASSIGN_OR_RETURN(sql::Statement update,
                     db_->Prepare("UPDATE plans SET state = ?2, cursor = ?3 WHERE id = ?1"));
    return update.Begin().Bind(1, id).Bind(2, static_cast<int>(state)).Bind(3, cursor).Run();
  }

  absl::StatusOr<std::vector<PlannedMove>> Rows(const std::string& id,
                                                const std::vector<MoveState>& states,
                                                const std::string& after, int limit) {
    ASSIGN_OR_RETURN(
        sql::Statement rows,
        db_->Prepare(base::Cat("SELECT ", kMoveColumns,
                               " FROM plan_moves WHERE plan_id = ?1"
                               " AND dossier_code > ?2",
                               AmongStates(states), " ORDER BY dossier_code LIMIT ?3")));
    rows.Begin().Bind(1, id).Bind(2, after).Bind(3, limit);
    std::vector<PlannedMove> moves;
    while (true) {
      ASSIGN_OR_RETURN(const bool more, rows.Step());
      if (!more) return moves;
      moves.push_back(ReadMove(rows));
    }
  }

  std::mutex mutex_;  // Guards the connection.
  const std::unique_ptr<sql::Sqlite> db_;
  const std::unique_ptr<sql::Transactions> transactions_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<PlanStore>> OpenSqlitePlans(const std::string& path) {
  ASSIGN_OR_RETURN(std::unique_ptr<sql::Sqlite> db, sql::Sqlite::Open(path));
  ASSIGN_OR_RETURN(std::unique_ptr<sql::Transactions> transactions, sql::Transactions::On(*db));
  return std::make_unique<SqlitePlans>(std::move(db), std::move(transactions));
}

}  // namespace motcua::routing
