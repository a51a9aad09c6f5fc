#pragma once

#include "absl/status/status.h"
#include "libs/base/clock.h"
#include "libs/rpc/method.h"
#include "motcua/catalog/v1/desks.grpc.pb.h"
#include "services/procedure-catalog/api/line_counters.h"
#include "services/procedure-catalog/store/desk_store.h"
#include "services/procedure-catalog/store/procedure_store.h"

namespace motcua::catalog {

// motcua.catalog.v1.DeskService. Speaks proto outward and domain inward, decides nothing.
class DeskService final : public v1::DeskService::CallbackService {
 public:
  // What is referred to outlives the service.
  DeskService(DeskStore& store, ProcedureStore& procedures, const base::Clock& clock,
              const rpc::Door& door);

  grpc::ServerUnaryReactor* ImportDesks(grpc::CallbackServerContext* context,
                                        const v1::ImportDesksRequest* request,
                                        v1::ImportDesksResponse* response) override;
  grpc::ServerUnaryReactor* ListDesks(grpc::CallbackServerContext* context,
                                      const v1::ListDesksRequest* request,
                                      v1::ListDesksResponse* response) override;

 private:
  absl::Status Import(const rpc::Call& call, const v1::ImportDesksRequest& request,
                      v1::ImportDesksResponse* response);
  absl::Status List(const v1::ListDesksRequest& request, v1::ListDesksResponse* response);

  DeskStore& store_;
  ProcedureStore& procedures_;
  const base::Clock& clock_;
  rpc::Method import_desks_;
  rpc::Method list_desks_;
  LineCounters lines_;
};

}  // namespace motcua::catalog
