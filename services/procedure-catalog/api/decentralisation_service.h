#pragma once

#include <vector>

#include "absl/status/status.h"
#include "libs/base/clock.h"
#include "libs/rpc/method.h"
#include "motcua/catalog/v1/decentralisation.grpc.pb.h"
#include "services/procedure-catalog/api/ledger_in_force.h"
#include "services/procedure-catalog/domain/reform_totals.h"

namespace motcua::catalog {

// motcua.catalog.v1.DecentralisationService: the ledger of the reform.
class DecentralisationService final : public v1::DecentralisationService::CallbackService {
 public:
  // What is referred to outlives the service.
  DecentralisationService(ProcedureStore& store, const base::Clock& clock,
                          std::vector<ReformTotal> totals, const rpc::Door& door);

  grpc::ServerUnaryReactor* GetDecentralisation(grpc::CallbackServerContext* context,
                                                const v1::GetDecentralisationRequest* request,
                                                v1::Decentralisation* response) override;
  grpc::ServerUnaryReactor* ListCompetenceChanges(
      grpc::CallbackServerContext* context, const v1::ListCompetenceChangesRequest* request,
      v1::ListCompetenceChangesResponse* response) override;
  grpc::ServerUnaryReactor* ListDecided(grpc::CallbackServerContext* context,
                                        const v1::ListDecidedRequest* request,
                                        v1::ListDecidedResponse* response) override;

 private:
  absl::Status Count(const v1::GetDecentralisationRequest& request, v1::Decentralisation* response);
  absl::Status Changes(const v1::ListCompetenceChangesRequest& request,
                       v1::ListCompetenceChangesResponse* response);
  absl::Status Procedures(const v1::ListDecidedRequest& request, v1::ListDecidedResponse* response);

  const base::Clock& clock_;
  const std::vector<ReformTotal> totals_;
  LedgerInForce ledger_;
  rpc::Method get_decentralisation_;
  rpc::Method list_competence_changes_;
  rpc::Method list_decided_;
};

}  // namespace motcua::catalog
