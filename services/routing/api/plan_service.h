#pragma once

#include <string>

#include "absl/status/status.h"
#include "libs/rpc/method.h"
#include "motcua/routing/v1/plans.grpc.pb.h"
#include "services/routing/api/replanner.h"
#include "services/routing/store/plan_store.h"

namespace motcua::routing {

// motcua.routing.v1.PlanService, for officers.
class PlanService final : public v1::PlanService::CallbackService {
 public:
  // Both outlive the service.
  PlanService(Replanner& replanner, PlanStore& plans, const rpc::Door& door);

  grpc::ServerUnaryReactor* Replan(grpc::CallbackServerContext* context,
                                   const v1::ReplanRequest* request, v1::Plan* response) override;
  grpc::ServerUnaryReactor* GetPlan(grpc::CallbackServerContext* context,
                                    const v1::GetPlanRequest* request, v1::Plan* response) override;
  grpc::ServerUnaryReactor* ListPlanMoves(grpc::CallbackServerContext* context,
                                          const v1::ListPlanMovesRequest* request,
                                          v1::ListPlanMovesResponse* response) override;

 private:
  absl::Status Act(const v1::ReplanRequest& request, const rpc::Call& call);
  absl::Status Get(const std::string& id, v1::Plan* response);
  absl::Status List(const v1::ListPlanMovesRequest& request, v1::ListPlanMovesResponse* response);

  Replanner& replanner_;
  PlanStore& plans_;
  rpc::Method replan_;
  rpc::Method get_plan_;
  rpc::Method list_plan_moves_;
};

}  // namespace motcua::routing
