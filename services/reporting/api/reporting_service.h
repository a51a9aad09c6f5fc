#pragma once

#include "libs/base/clock.h"
#include "libs/rpc/method.h"
#include "motcua/reporting/v1/reporting.grpc.pb.h"
#include "services/reporting/store/progress_store.h"

namespace motcua::reporting {

// motcua.reporting.v1.ReportingService. Speaks proto outward and domain inward, decides nothing.
class ReportingService final : public v1::ReportingService::CallbackService {
 public:
  // All of it outlives the service.
  ReportingService(ProgressStore& store, const base::Clock& clock, const rpc::Door& door)
      : store_(store), clock_(clock), door_(door) {}

  grpc::ServerUnaryReactor* GetSummary(grpc::CallbackServerContext* context,
                                       const v1::GetSummaryRequest* request,
                                       v1::Summary* response) override;
  grpc::ServerUnaryReactor* GetWatermarks(grpc::CallbackServerContext* context,
                                          const v1::GetWatermarksRequest* request,
                                          v1::Watermarks* response) override;

 private:
  absl::Status Sum(const v1::GetSummaryRequest& request, v1::Summary* response);
  absl::Status ListWatermarks(v1::Watermarks* response);

  ProgressStore& store_;
  const base::Clock& clock_;
  const rpc::Door door_;
  rpc::Method get_summary_{door_, "ReportingService/GetSummary"};
  rpc::Method get_watermarks_{door_, "ReportingService/GetWatermarks"};
};

}  // namespace motcua::reporting
