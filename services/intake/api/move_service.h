#pragma once

#include "absl/status/status.h"
#include "libs/base/clock.h"
#include "libs/rpc/method.h"
#include "motcua/intake/v1/moves.grpc.pb.h"
#include "services/intake/store/dossier_store.h"

namespace motcua::intake {

// motcua.intake.v1.MoveService: for the service that plans who decides what.
class MoveService final : public v1::MoveService::CallbackService {
 public:
  MoveService(DossierStore& store, const base::Clock& clock, const rpc::Door& door)
      : store_(store), clock_(clock), door_(door) {}

  grpc::ServerUnaryReactor* ListInFlight(grpc::CallbackServerContext* context,
                                         const v1::ListInFlightRequest* request,
                                         v1::ListInFlightResponse* response) override;
  grpc::ServerUnaryReactor* MoveDossiers(grpc::CallbackServerContext* context,
                                         const v1::MoveDossiersRequest* request,
                                         v1::MoveDossiersResponse* response) override;

 private:
  absl::Status List(const v1::ListInFlightRequest& request, v1::ListInFlightResponse* response);
  void MoveAll(const v1::MoveDossiersRequest& request, v1::MoveDossiersResponse* response,
               const rpc::Done& done);
  void MoveOne(const std::string& plan_id, const v1::MoveDossiersRequest::Move& move,
               v1::MoveDossiersResponse::Result* result, const std::function<void()>& done);

  DossierStore& store_;
  const base::Clock& clock_;
  const rpc::Door door_;
  rpc::Method list_in_flight_{door_, "MoveService/ListInFlight"};
  rpc::Method move_dossiers_{door_, "MoveService/MoveDossiers"};
};

}  // namespace motcua::intake
