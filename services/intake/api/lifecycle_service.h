#pragma once

#include "libs/base/clock.h"
#include "libs/rpc/method.h"
#include "motcua/intake/v1/lifecycle.grpc.pb.h"
#include "services/intake/api/deeds.h"
#include "services/intake/clients/competence.h"
#include "services/intake/clients/procedures.h"
#include "services/intake/store/dossier_store.h"

namespace motcua::intake {

// motcua.intake.v1.LifecycleService: every RPC is an act of the table in domain/lifecycle.
class LifecycleService final : public v1::LifecycleService::CallbackService {
 public:
  // What the service stands on; all of it outlives the service.
  struct Needs {
    DossierStore& store;
    Procedures& procedures;
    Competence& competence;
    const base::Clock& clock;
  };

  // Acts that count a limit wait for other services, on the workers of `asking_door`.
  LifecycleService(Needs needs, const rpc::Door& door, const rpc::Door& asking_door)
      : needs_(needs), door_(door), asking_door_(asking_door) {}

  grpc::ServerUnaryReactor* AcceptDossier(grpc::CallbackServerContext* context,
                                          const v1::AcceptDossierRequest* request,
                                          v1::Dossier* response) override;
  grpc::ServerUnaryReactor* RefuseDossier(grpc::CallbackServerContext* context,
                                          const v1::RefuseDossierRequest* request,
                                          v1::Dossier* response) override;
  grpc::ServerUnaryReactor* RequestSupplement(grpc::CallbackServerContext* context,
                                              const v1::RequestSupplementRequest* request,
                                              v1::Dossier* response) override;
  grpc::ServerUnaryReactor* SupplementDossier(grpc::CallbackServerContext* context,
                                              const v1::SupplementDossierRequest* request,
                                              v1::Dossier* response) override;
  grpc::ServerUnaryReactor* StartProcessing(grpc::CallbackServerContext* context,
                                            const v1::StartProcessingRequest* request,
                                            v1::Dossier* response) override;
  grpc::ServerUnaryReactor* RequestPayment(grpc::CallbackServerContext* context,
                                           const v1::RequestPaymentRequest* request,
                                           v1::Dossier* response) override;
  grpc::ServerUnaryReactor* ConfirmPayment(grpc::CallbackServerContext* context,
                                           const v1::ConfirmPaymentRequest* request,
                                           v1::Dossier* response) override;
  grpc::ServerUnaryReactor* RequestWithdrawal(grpc::CallbackServerContext* context,
                                              const v1::RequestWithdrawalRequest* request,
                                              v1::Dossier* response) override;
  grpc::ServerUnaryReactor* RefuseWithdrawal(grpc::CallbackServerContext* context,
                                             const v1::RefuseWithdrawalRequest* request,
                                             v1::Dossier* response) override;
  grpc::ServerUnaryReactor* StopDossier(grpc::CallbackServerContext* context,
                                        const v1::StopDossierRequest* request,
                                        v1::Dossier* response) override;
  grpc::ServerUnaryReactor* ExtendDossier(grpc::CallbackServerContext* context,
                                          const v1::ExtendDossierRequest* request,
                                          v1::Dossier* response) override;
  grpc::ServerUnaryReactor* CompleteDossier(grpc::CallbackServerContext* context,
                                            const v1::CompleteDossierRequest* request,
                                            v1::Dossier* response) override;
  grpc::ServerUnaryReactor* ReworkDossier(grpc::CallbackServerContext* context,
                                          const v1::ReworkDossierRequest* request,
                                          v1::Dossier* response) override;
  grpc::ServerUnaryReactor* ReturnResult(grpc::CallbackServerContext* context,
                                         const v1::ReturnResultRequest* request,
                                         v1::Dossier* response) override;

 private:
  template <typename Request>
  grpc::ServerUnaryReactor* Answer(rpc::Method& method, Act act,
                                   grpc::CallbackServerContext* context, const Request* request,
                                   v1::Dossier* response) {
    return method.Async(context, [=, this](const rpc::Call& call, const rpc::Done& done) {
      Do(call, AskOf(act, *request), response, done);
    });
  }
  void Do(const rpc::Call& call, Ask ask, v1::Dossier* response, const rpc::Done& done);
  // What is to be committed for `ask`, as far as it hangs on others than the dossier.
  absl::StatusOr<Command> Decided(const rpc::Call& call, Ask ask, RequestKey key);
  // The limit of `dossier` from `start` on, by the procedure's version in force at its filing.
  absl::StatusOr<Count> CountAnew(const Dossier& dossier, absl::Time start, const rpc::Call& call);

  const Needs needs_;
  const rpc::Door door_;
  const rpc::Door asking_door_;
  rpc::Method accept_{asking_door_, "LifecycleService/AcceptDossier"};
  rpc::Method refuse_{door_, "LifecycleService/RefuseDossier"};
  rpc::Method request_supplement_{door_, "LifecycleService/RequestSupplement"};
  rpc::Method supplement_{asking_door_, "LifecycleService/SupplementDossier"};
  rpc::Method start_processing_{door_, "LifecycleService/StartProcessing"};
  rpc::Method request_payment_{door_, "LifecycleService/RequestPayment"};
  rpc::Method confirm_payment_{door_, "LifecycleService/ConfirmPayment"};
  rpc::Method request_withdrawal_{door_, "LifecycleService/RequestWithdrawal"};
  rpc::Method refuse_withdrawal_{door_, "LifecycleService/RefuseWithdrawal"};
  rpc::Method stop_{door_, "LifecycleService/StopDossier"};
  rpc::Method extend_{door_, "LifecycleService/ExtendDossier"};
  rpc::Method complete_{door_, "LifecycleService/CompleteDossier"};
  rpc::Method rework_{door_, "LifecycleService/ReworkDossier"};
  rpc::Method return_result_{door_, "LifecycleService/ReturnResult"};
};

}  // namespace motcua::intake
