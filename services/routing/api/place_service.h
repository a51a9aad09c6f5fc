#pragma once

#include "absl/status/status.h"
#include "libs/base/clock.h"
#include "libs/rpc/method.h"
#include "motcua/routing/v1/places.grpc.pb.h"
#include "services/routing/api/tables_in_force.h"

namespace motcua::routing {

// motcua.routing.v1.PlaceService. Answers from memory.
class PlaceService final : public v1::PlaceService::CallbackService {
 public:
  // What the service stands on; all of it outlives the service.
  struct Needs {
    const TablesInForce& tables;
    const base::Clock& clock;
  };

  PlaceService(const Needs& needs, const rpc::Door& door);

  grpc::ServerUnaryReactor* GetUnitHistory(grpc::CallbackServerContext* context,
                                           const v1::GetUnitHistoryRequest* request,
                                           v1::UnitHistory* response) override;
  grpc::ServerUnaryReactor* ResolveAddress(grpc::CallbackServerContext* context,
                                           const v1::ResolveAddressRequest* request,
                                           v1::ResolvedAddress* response) override;

 private:
  absl::Status History(const v1::GetUnitHistoryRequest& request, v1::UnitHistory* response) const;
  absl::Status Resolve(const v1::ResolveAddressRequest& request,
                       v1::ResolvedAddress* response) const;
  absl::CivilDay Today() const;

  const Needs needs_;
  rpc::Method get_unit_history_;
  rpc::Method resolve_address_;
};

}  // namespace motcua::routing
