#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/rpc/call.h"
#include "motcua/routing/v1/routing.grpc.pb.h"
#include "services/intake/domain/filing.h"

namespace motcua::intake {

// Asks routing who decides, and by when. Calls block; any thread.
class Competence {
 public:
  Competence(const std::shared_ptr<grpc::Channel>& channel, const rpc::Seal& seal)
      : stub_(motcua::routing::v1::RoutingService::NewStub(channel)), seal_(seal) {}

  // Who handles `procedure_code` for `unit_code`, and when `limit` (empty: not known) from `now`
  // ends. A wrong unit is InvalidArgument for `/unitCode`; routing that does not answer is
  // Unavailable.
  absl::StatusOr<Assignment> Assign(const std::string& procedure_code, const std::string& unit_code,
                                    const std::string& limit, absl::Time now,
                                    const rpc::Call& call);

 private:
  absl::Status Count(const std::string& limit, absl::Time now, const rpc::Call& call,
                     Assignment* assignment);

  const std::unique_ptr<motcua::routing::v1::RoutingService::Stub> stub_;
  const rpc::Seal& seal_;
};

}  // namespace motcua::intake
