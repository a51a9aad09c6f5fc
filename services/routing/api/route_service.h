#pragma once

#include <span>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/rpc/method.h"
#include "motcua/routing/v1/routes.grpc.pb.h"
#include "services/routing/api/tables_in_force.h"
#include "services/routing/clients/catalog.h"

namespace motcua::routing {

// Questions of one call at most.
inline constexpr int kMaxQuestions = 10'000;

// Answers the questions of `request`, asked about `times`, by what is announced then.
void AnswerAll(const Reference& reference, const v1::ResolveRoutesRequest& request,
               std::span<const absl::StatusOr<absl::Time>> times, const Catalog::Answers& announced,
               v1::ResolveRoutesResponse* response);

// motcua.routing.v1.RouteService. Asks the catalogue once for all questions.
class RouteService final : public v1::RouteService::CallbackService {
 public:
  // What the service stands on; all of it outlives the service.
  struct Needs {
    const TablesInForce& tables;
    Catalog& catalog;
    const base::Clock& clock;
  };

  RouteService(const Needs& needs, const rpc::Door& door);

  grpc::ServerUnaryReactor* ResolveRoutes(grpc::CallbackServerContext* context,
                                          const v1::ResolveRoutesRequest* request,
                                          v1::ResolveRoutesResponse* response) override;
  grpc::ServerUnaryReactor* ListUnanswered(grpc::CallbackServerContext* context,
                                           const v1::ListUnansweredRequest* request,
                                           v1::ListUnansweredResponse* response) override;

 private:
  absl::Status Unanswered(const v1::ListUnansweredRequest& request, const rpc::Call& call,
                          v1::ListUnansweredResponse* response);
  absl::Status Resolve(const v1::ResolveRoutesRequest& request, const rpc::Call& call,
                       v1::ResolveRoutesResponse* response);

  const Needs needs_;
  rpc::Method resolve_routes_;
  rpc::Method list_unanswered_;
};

}  // namespace motcua::routing
