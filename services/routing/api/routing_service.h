#pragma once

#include <memory>

#include "absl/status/status.h"
#include "libs/base/clock.h"
#include "libs/rpc/method.h"
#include "motcua/routing/v1/routing.grpc.pb.h"
#include "services/routing/api/tables_in_force.h"
#include "services/routing/clients/catalog.h"

namespace motcua::routing {

// motcua.routing.v1.RoutingService. Answers from memory; only ResolveRoute asks another service.
class RoutingService final : public v1::RoutingService::CallbackService {
 public:
  // What the service stands on; all of it outlives the service.
  struct Needs {
    const TablesInForce& tables;
    Catalog& catalog;
    const base::Clock& clock;
  };

  RoutingService(const Needs& needs, const rpc::Door& door);

  grpc::ServerUnaryReactor* ListUnits(grpc::CallbackServerContext* context,
                                      const v1::ListUnitsRequest* request,
                                      v1::ListUnitsResponse* response) override;
  grpc::ServerUnaryReactor* GetUnit(grpc::CallbackServerContext* context,
                                    const v1::GetUnitRequest* request, v1::Unit* response) override;
  grpc::ServerUnaryReactor* BatchGetUnits(grpc::CallbackServerContext* context,
                                          const v1::BatchGetUnitsRequest* request,
                                          v1::BatchGetUnitsResponse* response) override;
  grpc::ServerUnaryReactor* ListSuccessors(grpc::CallbackServerContext* context,
                                           const v1::ListSuccessorsRequest* request,
                                           v1::ListSuccessorsResponse* response) override;
  grpc::ServerUnaryReactor* ListPredecessors(grpc::CallbackServerContext* context,
                                             const v1::ListPredecessorsRequest* request,
                                             v1::ListPredecessorsResponse* response) override;
  grpc::ServerUnaryReactor* ResolveRoute(grpc::CallbackServerContext* context,
                                         const v1::ResolveRouteRequest* request,
                                         v1::Route* response) override;
  grpc::ServerUnaryReactor* BatchResolveRoutes(grpc::CallbackServerContext* context,
                                               const v1::BatchResolveRoutesRequest* request,
                                               v1::BatchResolveRoutesResponse* response) override;
  grpc::ServerUnaryReactor* ComputeDeadline(grpc::CallbackServerContext* context,
                                            const v1::ComputeDeadlineRequest* request,
                                            v1::Deadline* response) override;
  grpc::ServerUnaryReactor* BatchComputeDeadlines(
      grpc::CallbackServerContext* context, const v1::BatchComputeDeadlinesRequest* request,
      v1::BatchComputeDeadlinesResponse* response) override;

 private:
  absl::Status List(const v1::ListUnitsRequest& request, v1::ListUnitsResponse* response);
  absl::Status Get(const v1::GetUnitRequest& request, v1::Unit* response);
  absl::Status BatchGet(const rpc::Call& call, const v1::BatchGetUnitsRequest& request,
                        v1::BatchGetUnitsResponse* response);
  absl::Status Successors(const v1::ListSuccessorsRequest& request,
                          v1::ListSuccessorsResponse* response);
  absl::Status Predecessors(const v1::ListPredecessorsRequest& request,
                            v1::ListPredecessorsResponse* response);
  absl::Status Resolve(const v1::ResolveRouteRequest& request, const rpc::Call& call,
                       v1::Route* response);
  absl::Status BatchResolve(const rpc::Call& call, const v1::BatchResolveRoutesRequest& request,
                            v1::BatchResolveRoutesResponse* response);
  absl::Status Compute(const v1::ComputeDeadlineRequest& request, v1::Deadline* response);
  absl::Status BatchCompute(const rpc::Call& call, const v1::BatchComputeDeadlinesRequest& request,
                            v1::BatchComputeDeadlinesResponse* response);

  absl::CivilDay Today() const;

  const Needs needs_;
  rpc::Method list_units_;
  rpc::Method get_unit_;
  rpc::Method batch_get_units_;
  rpc::Method list_successors_;
  rpc::Method list_predecessors_;
  rpc::Method resolve_route_;
  rpc::Method batch_resolve_routes_;
  rpc::Method compute_deadline_;
  rpc::Method batch_compute_deadlines_;
};

}  // namespace motcua::routing
