#pragma once

#include "libs/base/clock.h"
#include "libs/base/ids.h"
#include "libs/rpc/follower.h"
#include "libs/rpc/method.h"
#include "libs/rpc/notifier.h"
#include "motcua/intake/v1/intake.grpc.pb.h"
#include "services/intake/api/forms.h"
#include "services/intake/clients/competence.h"
#include "services/intake/clients/procedures.h"
#include "services/intake/store/dossier_store.h"
#include "services/intake/store/papers_folder.h"

namespace motcua::intake {

// motcua.intake.v1.IntakeService. Speaks proto outward and domain inward, decides nothing.
class IntakeService final : public v1::IntakeService::CallbackService {
 public:
  // What the service stands on; all of it outlives the service.
  struct Needs {
    DossierStore& store;
    const PapersFolder& papers;
    Procedures& procedures;
    Competence& competence;
    rpc::Notifier& events;
    const base::Clock& clock;
    base::Ids& ids;
    CodeForm code_form;
  };

  // Filings wait for other services, on the workers of `filing_door`: while those are silent, all
  // else goes on.
  IntakeService(Needs needs, const rpc::Door& door, const rpc::Door& filing_door)
      : needs_(needs), door_(door), filing_door_(filing_door) {}

  grpc::ServerUnaryReactor* CreateDossier(grpc::CallbackServerContext* context,
                                          const v1::CreateDossierRequest* request,
                                          v1::Dossier* response) override;
  grpc::ServerUnaryReactor* GetDossier(grpc::CallbackServerContext* context,
                                       const v1::GetDossierRequest* request,
                                       v1::Dossier* response) override;
  grpc::ServerUnaryReactor* ListDossierEvents(grpc::CallbackServerContext* context,
                                              const v1::ListDossierEventsRequest* request,
                                              v1::ListDossierEventsResponse* response) override;
  grpc::ServerWriteReactor<v1::DossierEvent>* StreamDossierEvents(
      grpc::CallbackServerContext* context, const v1::StreamDossierEventsRequest* request) override;
  grpc::ServerUnaryReactor* GetTracking(grpc::CallbackServerContext* context,
                                        const v1::GetTrackingRequest* request,
                                        v1::Tracking* response) override;
  grpc::ServerUnaryReactor* BatchGetTracking(grpc::CallbackServerContext* context,
                                             const v1::BatchGetTrackingRequest* request,
                                             v1::BatchGetTrackingResponse* response) override;
  grpc::ServerUnaryReactor* RateDossier(grpc::CallbackServerContext* context,
                                        const v1::RateDossierRequest* request,
                                        v1::Dossier* response) override;
  grpc::ServerUnaryReactor* CreatePaper(grpc::CallbackServerContext* context,
                                        const v1::CreatePaperRequest* request,
                                        v1::Paper* response) override;
  grpc::ServerUnaryReactor* GetPaper(grpc::CallbackServerContext* context,
                                     const v1::GetPaperRequest* request,
                                     google::api::HttpBody* response) override;

 private:
  void Create(const rpc::Call& call, const v1::CreateDossierRequest& request, v1::Dossier* response,
              const rpc::Done& done);
  absl::StatusOr<Command> Filed(const rpc::Call& call, const v1::Dossier& dossier, RequestKey key);
  absl::StatusOr<Dossier> Open(const rpc::Call& call, const std::string& code,
                               const std::string& tracking_token);
  absl::Status Get(const rpc::Call& call, const v1::GetDossierRequest& request,
                   v1::Dossier* response);
  absl::Status ListEvents(const rpc::Call& call, const v1::ListDossierEventsRequest& request,
                          v1::ListDossierEventsResponse* response);
  absl::Status Track(const v1::GetTrackingRequest& request, v1::Tracking* response);
  absl::Status BatchTrack(const rpc::Call& call, const v1::BatchGetTrackingRequest& request,
                          v1::BatchGetTrackingResponse* response);
  void Rate(const rpc::Call& call, const v1::RateDossierRequest& request, v1::Dossier* response,
            const rpc::Done& done);
  void Keep(const rpc::Call& call, const v1::CreatePaperRequest& request, v1::Paper* response,
            const rpc::Done& done);
  absl::Status ReadPaper(const rpc::Call& call, const v1::GetPaperRequest& request,
                         google::api::HttpBody* response);

  const Needs needs_;
  Forms forms_;
  const rpc::Door door_;
  const rpc::Door filing_door_;
  rpc::Method create_dossier_{filing_door_, "IntakeService/CreateDossier"};
  rpc::Method get_dossier_{door_, "IntakeService/GetDossier"};
  rpc::Method list_dossier_events_{door_, "IntakeService/ListDossierEvents"};
  rpc::StreamMethod stream_dossier_events_{door_, "IntakeService/StreamDossierEvents"};
  rpc::Method get_tracking_{door_, "IntakeService/GetTracking"};
  rpc::Method batch_get_tracking_{door_, "IntakeService/BatchGetTracking"};
  rpc::Method rate_dossier_{door_, "IntakeService/RateDossier"};
  rpc::Method create_paper_{door_, "IntakeService/CreatePaper"};
  rpc::Method get_paper_{door_, "IntakeService/GetPaper"};
};

}  // namespace motcua::intake
