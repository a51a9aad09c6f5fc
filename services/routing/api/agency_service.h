#pragma once

#include "absl/status/status.h"
#include "libs/base/clock.h"
#include "libs/rpc/method.h"
#include "motcua/routing/v1/agencies.grpc.pb.h"
#include "services/routing/api/tables_in_force.h"

namespace motcua::routing {

// motcua.routing.v1.AgencyService. Answers from memory.
class AgencyService final : public v1::AgencyService::CallbackService {
 public:
  // What the service stands on; all of it outlives the service.
  struct Needs {
    const TablesInForce& tables;
    const base::Clock& clock;
  };

  AgencyService(const Needs& needs, const rpc::Door& door);

  grpc::ServerUnaryReactor* GetAgency(grpc::CallbackServerContext* context,
                                      const v1::GetAgencyRequest* request,
                                      v1::AgencyRecord* response) override;

 private:
  absl::Status Get(const v1::GetAgencyRequest& request, v1::AgencyRecord* response) const;

  const Needs needs_;
  rpc::Method get_agency_;
};

}  // namespace motcua::routing
