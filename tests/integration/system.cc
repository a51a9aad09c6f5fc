#include "tests/integration/system.h"

#include <stdexcept>

#include "libs/rpc/channel.h"

namespace motcua::test {
namespace {

template <typename T>
T Must(absl::StatusOr<T> value) {
  if (!value.ok()) throw std::runtime_error(value.status().ToString());
  return *std::move(value);
}

}  // namespace

std::string System::ReferenceFolder() {
  return std::string(MOTCUA_SOURCE) + "/deploy/reference";
}

System::System(const Setup& setup) : clock(setup.now), seal_(base::RandomBytes(32)) {
  const host::Host host = {clock, ids_, metrics_, seal_};
  config::v1::ProcedureCatalog catalog;
  catalog.mutable_store()->set_sqlite_path(folder_ / "catalog.db");
  catalog.set_reference_file(setup.procedures);
  catalog_ = Must(catalog::App::Start(catalog, host));
  config::v1::Routing routing;
  routing.mutable_store()->set_sqlite_path(folder_ / "routing.db");
  routing.set_reference_folder(setup.reference);
  routing_ = Must(routing::App::Start(routing, host, catalog_->InProcess()));
  config_.mutable_store()->set_sqlite_path(folder_ / "intake.db");
  config_.set_papers_folder(folder_ / "papers");
  config_.set_trust_province_claims(true);
  config_.mutable_rpc()->set_max_streams(setup.max_streams);
  StartIntake(routing_->InProcess());
  routing_->ConnectIntake(app_->InProcess());
}

void System::StartIntake(const std::shared_ptr<grpc::Channel>& routing) {
  app_ = Must(intake::App::Start(config_, {clock, ids_, metrics_, seal_},
                                 {catalog_->InProcess(), routing}));
  intake = intake::v1::IntakeService::NewStub(app_->InProcess());
  sync = sync::v1::ProvincialSyncService::NewStub(app_->InProcess());
}

void System::CutRoutingOff() {
  app_.reset();
  StartIntake(rpc::Connect("127.0.0.1:1"));
}

void System::SignIn(const std::string& name, grpc::ClientContext* context,
                    common::v1::Identity::Kind kind, const std::string& unit_code) const {
  rpc::Call call;
  call.trace = obs::Trace::Begin();
  call.caller.set_subject(name);
  call.caller.set_kind(kind);
  call.caller.set_unit_code(unit_code);
  rpc::Carry(call, seal_, context);
}

std::string System::Upload(const std::string& citizen) {
  grpc::ClientContext context;
  SignIn(citizen, &context);
  intake::v1::CreatePaperRequest request;
  request.set_request_id(ids_.New());
  request.mutable_content()->set_content_type("application/pdf");
  request.mutable_content()->set_data("%PDF-1.4");
  intake::v1::Paper paper;
  const grpc::Status status = intake->CreatePaper(&context, request, &paper);
  if (!status.ok()) throw std::runtime_error(status.error_message());
  return paper.id();
}

grpc::Status System::File(const std::string& citizen, const std::string& key,
                          intake::v1::Dossier* filed) {
  return File(citizen, key, Upload(citizen), filed);
}

grpc::Status System::File(const std::string& citizen, const std::string& key,
                          const std::string& paper_id, intake::v1::Dossier* filed) {
  intake::v1::Dossier dossier;
  dossier.set_procedure_code("1.001193");
  dossier.set_unit_code("00235");
  dossier.mutable_applicant()->set_name("Nguyễn Văn An");
  dossier.mutable_applicant()->set_identity_number("001099000001");
  intake::v1::DossierPaper* paper = dossier.add_papers();
  paper->set_component_code("TO_KHAI");
  paper->set_paper_id(paper_id);
  return File(citizen, key, dossier, filed);
}

grpc::Status System::File(const std::string& citizen, const std::string& key,
                          const intake::v1::Dossier& dossier, intake::v1::Dossier* filed) {
  grpc::ClientContext context;
  SignIn(citizen, &context);
  intake::v1::CreateDossierRequest request;
  request.set_request_id(key);
  *request.mutable_dossier() = dossier;
  return intake->CreateDossier(&context, request, filed);
}

}  // namespace motcua::test
