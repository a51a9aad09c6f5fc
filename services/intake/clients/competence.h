#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/obs/metrics.h"
#include "libs/rpc/batcher.h"
#include "libs/rpc/call.h"
#include "motcua/routing/v1/routing.grpc.pb.h"
#include "services/intake/domain/deed.h"
#include "services/intake/domain/filing.h"

namespace motcua::intake {

// An authority, as routing names it.
Agency FromProto(const motcua::routing::v1::Agency& agency);

// Asks routing who decides, and by when, for several callers at once in bulk. Calls block; any
// thread.
class Competence {
 public:
  Competence(const std::shared_ptr<grpc::Channel>& channel, const rpc::Seal& seal,
             obs::Metrics& metrics);

  // Who handles `procedure_code` for `unit_code`, and when `limit` (empty: not known) from `now`
  // ends. A wrong unit is InvalidArgument for `/unitCode`; routing that does not answer is
  // Unavailable.
  absl::StatusOr<Assignment> Assign(const std::string& procedure_code, const std::string& unit_code,
                                    const std::string& limit, absl::Time now,
                                    const rpc::Call& call);

  // When `limit` (empty: not known) from `start` ends by the hours of the authority in `unit_code`.
  absl::StatusOr<Count> CountLimit(const std::string& limit, absl::Time start,
                                   const std::string& unit_code, const rpc::Call& call);

 private:
  using Routes = rpc::Batcher<motcua::routing::v1::ResolveRouteRequest, motcua::routing::v1::Route,
                              motcua::routing::v1::BatchResolveRoutesRequest,
                              motcua::routing::v1::BatchResolveRoutesResponse>;
  using Deadlines =
      rpc::Batcher<motcua::routing::v1::ComputeDeadlineRequest, motcua::routing::v1::Deadline,
                   motcua::routing::v1::BatchComputeDeadlinesRequest,
                   motcua::routing::v1::BatchComputeDeadlinesResponse>;

  const std::unique_ptr<motcua::routing::v1::RoutingService::Stub> stub_;
  Routes routes_;
  Deadlines deadlines_;
};

}  // namespace motcua::intake
