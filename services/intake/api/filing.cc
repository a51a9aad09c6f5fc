// Filing a dossier: the part of IntakeService that asks the catalogue and routing.
#include "services/intake/domain/filing.h"

#include <memory>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/ids.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "services/intake/api/access.h"
#include "services/intake/api/answers.h"
#include "services/intake/api/convert.h"
#include "services/intake/api/intake_service.h"

namespace motcua::intake {

grpc::ServerUnaryReactor* IntakeService::CreateDossier(grpc::CallbackServerContext* context,
                                                       const v1::CreateDossierRequest* request,
                                                       v1::Dossier* response) {
  return create_dossier_.Async(context, [=, this](const rpc::Call& call, const rpc::Done& done) {
    Create(call, *request, response, done);
  });
}

void IntakeService::Create(const rpc::Call& call, const v1::CreateDossierRequest& request,
                           v1::Dossier* response, const rpc::Done& done) {
  if (const absl::Status status = CheckSignedIn(call); !status.ok()) return done(status);
  absl::StatusOr<RequestKey> key =
      KeyOf(OwnerOf(call), request.request_id(),
            base::Cat("CreateDossier\n", request.dossier().SerializeAsString()));
  if (!key.ok()) return done(key.status());
  // A retry is answered from what is kept, whatever has become of the catalogue since.
  absl::StatusOr<std::optional<std::string>> kept = needs_.store.FindAnswer(*key);
  if (!kept.ok()) return done(kept.status());
  if (*kept) return AnswerInto(response, done)(Outcome{**kept, true});
  absl::StatusOr<Command> command = Filed(call, request.dossier(), *std::move(key));
  if (!command.ok()) return done(command.status());
  needs_.store.Submit(*std::move(command), AnswerInto(response, done));
}

absl::StatusOr<Command> IntakeService::Filed(const rpc::Call& call, const v1::Dossier& dossier,
                                             RequestKey key) {
  RETURN_IF_ERROR(CheckOutputOnly(dossier));
  Draft draft = FromProto(dossier);
  const bool is_officer = call.caller.kind() == common::v1::Identity::OFFICER;
  RETURN_IF_ERROR(CheckForm(draft, is_officer ? Filer::kOfficer : Filer::kCitizen));
  const std::string owner = OwnerOf(call);
  ASSIGN_OR_RETURN(const ProcedureTerms terms,
                   needs_.procedures.TermsOf(draft.procedure_code, "", call));
  RETURN_IF_ERROR(CheckTerms(draft, terms));
  if (AsksForForm(draft, terms)) RETURN_IF_ERROR(forms_.Check(terms.form, draft.form_data));
  RETURN_IF_ERROR(CheckPapers(needs_.store, draft.papers, owner));
  const absl::Time now = needs_.clock.Now();
  ASSIGN_OR_RETURN(Assignment assignment,
                   needs_.competence.Assign(draft.procedure_code, draft.unit_code,
                                            LimitFor(terms, draft.channel), now, call));
  const std::string token = needs_.ids.New();
  Filing filing;
  filing.key = std::move(key);
  filing.dossier =
      File(std::move(draft), terms, std::move(assignment), owner, base::Sha256Hex(token), now);
  filing.code_form = needs_.code_form;
  filing.answer = [token](const Dossier& filed) {
    v1::Dossier out;
    ToProto(filed, &out);
    out.set_tracking_token(token);
    return out.SerializeAsString();
  };
  return filing;
}

}  // namespace motcua::intake
