#pragma once

#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "libs/base/error.h"
#include "libs/base/ids.h"
#include "libs/rpc/status.h"
#include "libs/rpc/timestamp.h"
#include "motcua/catalog/v1/catalog.grpc.pb.h"
#include "motcua/catalog/v1/decentralisation.grpc.pb.h"
#include "motcua/catalog/v1/desks.grpc.pb.h"
#include "motcua/catalog/v1/guidance.grpc.pb.h"
#include "motcua/catalog/v1/local_codes.grpc.pb.h"
#include "motcua/catalog/v1/output.grpc.pb.h"
#include "motcua/catalog/v1/publication.grpc.pb.h"
#include "services/procedure-catalog/wiring.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

namespace motcua::catalog {

inline std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// The catalogue as a service in this process, called over gRPC, with the reference file of the
// tree unless the test says otherwise.
class CatalogSystem {
 public:
  CatalogSystem() : seal_(base::RandomBytes(32)) {
    config.mutable_store()->set_sqlite_path(folder / "catalog.db");
    config.set_reference_file(std::string(MOTCUA_SOURCE) + "/deploy/reference/procedures.ndjson");
    config.set_everyday_terms_file(std::string(MOTCUA_SOURCE) +
                                   "/deploy/reference/everyday_terms.tsv");
  }

  absl::Status Start() {
    app.reset();
    auto started = App::Start(config, {clock, ids_, metrics, seal_});
    if (!started.ok()) return started.status();
    app = *std::move(started);
    catalog_ = v1::CatalogService::NewStub(app->InProcess());
    publication_ = v1::PublicationService::NewStub(app->InProcess());
    guidance_ = v1::GuidanceService::NewStub(app->InProcess());
    output_ = v1::OutputService::NewStub(app->InProcess());
    decentralisation_ = v1::DecentralisationService::NewStub(app->InProcess());
    local_codes_ = v1::LocalCodeService::NewStub(app->InProcess());
    desks_ = v1::DeskService::NewStub(app->InProcess());
    return app->Ready();
  }

  absl::StatusOr<v1::ListProceduresResponse> List(const v1::ListProceduresRequest& request) {
    return Call<v1::ListProceduresResponse>(*catalog_, &v1::CatalogService::Stub::ListProcedures,
                                            request);
  }
  absl::StatusOr<v1::Procedure> Get(const std::string& code, const std::string& as_of = "",
                                    std::optional<absl::Time> known_at = std::nullopt) {
    v1::GetProcedureRequest request;
    request.set_code(code);
    request.set_as_of(as_of);
    if (known_at) *request.mutable_known_at() = rpc::ToTimestamp(*known_at);
    return Call<v1::Procedure>(*catalog_, &v1::CatalogService::Stub::GetProcedure, request);
  }
  absl::StatusOr<v1::ProcedureCases> Cases(const std::string& code,
                                           const std::vector<std::string>& answers = {}) {
    v1::GetProcedureCasesRequest request;
    request.set_code(code);
    for (const std::string& answer : answers) request.add_answers(answer);
    return Call<v1::ProcedureCases>(*guidance_, &v1::GuidanceService::Stub::GetProcedureCases,
                                    request);
  }
  absl::StatusOr<google::api::HttpBody> Form(const std::string& code, int version = 0) {
    v1::GetProcedureFormRequest request;
    request.set_code(code);
    request.set_version(version);
    return Call<google::api::HttpBody>(*guidance_, &v1::GuidanceService::Stub::GetProcedureForm,
                                       request);
  }
  absl::StatusOr<v1::ListProcedureVersionsResponse> Versions(
      const v1::ListProcedureVersionsRequest& request) {
    return Call<v1::ListProcedureVersionsResponse>(
        *catalog_, &v1::CatalogService::Stub::ListProcedureVersions, request);
  }
  absl::StatusOr<v1::Procedure> GetVersion(const std::string& code, int version) {
    v1::GetProcedureVersionRequest request;
    request.set_code(code);
    request.set_version(version);
    return Call<v1::Procedure>(*catalog_, &v1::CatalogService::Stub::GetProcedureVersion, request);
  }
  absl::StatusOr<v1::ProcedureChanges> Changes(const std::string& cursor, int page_size = 0) {
    v1::GetProcedureChangesRequest request;
    request.set_cursor(cursor);
    request.set_page_size(page_size);
    return Call<v1::ProcedureChanges>(*publication_,
                                      &v1::PublicationService::Stub::GetProcedureChanges, request);
  }
  absl::StatusOr<v1::ListIncompleteResponse> Incomplete(const v1::ListIncompleteRequest& request) {
    return Call<v1::ListIncompleteResponse>(*publication_,
                                            &v1::PublicationService::Stub::ListIncomplete, request);
  }
  absl::StatusOr<v1::ListFieldsResponse> Fields(const v1::ListFieldsRequest& request) {
    return Call<v1::ListFieldsResponse>(*publication_, &v1::PublicationService::Stub::ListFields,
                                        request);
  }
  absl::StatusOr<v1::Decentralisation> Decentralisation(const std::string& from,
                                                        const std::string& to) {
    v1::GetDecentralisationRequest request;
    request.set_from(from);
    request.set_to(to);
    return Call<v1::Decentralisation>(
        *decentralisation_, &v1::DecentralisationService::Stub::GetDecentralisation, request);
  }
  absl::StatusOr<v1::ListCompetenceChangesResponse> CompetenceChanges(
      const v1::ListCompetenceChangesRequest& request) {
    return Call<v1::ListCompetenceChangesResponse>(
        *decentralisation_, &v1::DecentralisationService::Stub::ListCompetenceChanges, request);
  }
  absl::StatusOr<v1::ListDecidedResponse> MinistryProcedures(
      const v1::ListDecidedRequest& request) {
    return Call<v1::ListDecidedResponse>(*decentralisation_,
                                         &v1::DecentralisationService::Stub::ListDecided, request);
  }
  absl::StatusOr<google::api::HttpBody> Export(const v1::ExportProceduresRequest& request) {
    return Call<google::api::HttpBody>(*output_, &v1::OutputService::Stub::ExportProcedures,
                                       request);
  }
  absl::StatusOr<google::api::HttpBody> GetQr(const v1::GetProcedureQrRequest& request) {
    return Call<google::api::HttpBody>(*output_, &v1::OutputService::Stub::GetProcedureQr, request);
  }
  absl::StatusOr<google::api::HttpBody> Noticeboard(const v1::GetNoticeboardRequest& request) {
    return Call<google::api::HttpBody>(*output_, &v1::OutputService::Stub::GetNoticeboard, request);
  }
  absl::StatusOr<v1::ImportProceduresResponse> Import(
      const std::string& lines, bool validate_only = false,
      common::v1::Identity::Kind kind = common::v1::Identity::OFFICER,
      bool all_or_nothing = false) {
    v1::ImportProceduresRequest request;
    request.mutable_content()->set_data(lines);
    request.set_validate_only(validate_only);
    request.set_all_or_nothing(all_or_nothing);
    return Call<v1::ImportProceduresResponse>(
        *catalog_, &v1::CatalogService::Stub::ImportProcedures, request, kind);
  }

  absl::StatusOr<v1::ImportProceduresResponse> ImportCsv(const std::string& table) {
    v1::ImportProceduresRequest request;
    request.mutable_content()->set_data(table);
    request.mutable_content()->set_content_type("text/csv; charset=utf-8");
    return Call<v1::ImportProceduresResponse>(*catalog_,
                                              &v1::CatalogService::Stub::ImportProcedures, request,
                                              common::v1::Identity::OFFICER);
  }

  absl::StatusOr<v1::ImportLocalCodesResponse> Import(
      const v1::ImportLocalCodesRequest& request,
      common::v1::Identity::Kind kind = common::v1::Identity::OFFICER) {
    return Call<v1::ImportLocalCodesResponse>(
        *local_codes_, &v1::LocalCodeService::Stub::ImportLocalCodes, request, kind);
  }
  absl::StatusOr<v1::ListLocalCodesResponse> List(const v1::ListLocalCodesRequest& request) {
    return Call<v1::ListLocalCodesResponse>(*local_codes_,
                                            &v1::LocalCodeService::Stub::ListLocalCodes, request);
  }
  absl::StatusOr<v1::LocalCode> Get(const v1::GetLocalCodeRequest& request) {
    return Call<v1::LocalCode>(*local_codes_, &v1::LocalCodeService::Stub::GetLocalCode, request);
  }
  absl::StatusOr<v1::LocalCodeReport> ReportLocalCodes() {
    return Call<v1::LocalCodeReport>(*local_codes_, &v1::LocalCodeService::Stub::ReportLocalCodes,
                                     v1::ReportLocalCodesRequest());
  }
  absl::StatusOr<v1::ImportDesksResponse> Import(
      const v1::ImportDesksRequest& request,
      common::v1::Identity::Kind kind = common::v1::Identity::OFFICER) {
    return Call<v1::ImportDesksResponse>(*desks_, &v1::DeskService::Stub::ImportDesks, request,
                                         kind);
  }
  absl::StatusOr<v1::ListDesksResponse> List(const v1::ListDesksRequest& request) {
    return Call<v1::ListDesksResponse>(*desks_, &v1::DeskService::Stub::ListDesks, request);
  }

  test::TempDir folder;
  // 2026-11-23 09:13 in Vietnam.
  test::FakeClock clock{absl::FromUnixSeconds(1'795'400'000)};
  obs::Metrics metrics;
  config::v1::ProcedureCatalog config;
  std::unique_ptr<App> app;

 private:
  template <typename Response, typename Stub, typename Rpc, typename Request>
  absl::StatusOr<Response> Call(Stub& stub, Rpc rpc, const Request& request,
                                common::v1::Identity::Kind kind = common::v1::Identity::CITIZEN) {
    rpc::Call call;
    call.trace = obs::Trace::Begin();
    call.caller.set_subject("somebody");
    call.caller.set_kind(kind);
    grpc::ClientContext context;
    rpc::Carry(call, seal_, &context);
    Response response;
    const grpc::Status status = std::invoke(rpc, stub, &context, request, &response);
    if (!status.ok()) return rpc::FromGrpc(status);
    return response;
  }

  base::RandomIds ids_;
  const rpc::Seal seal_;
  std::unique_ptr<v1::CatalogService::Stub> catalog_;
  std::unique_ptr<v1::GuidanceService::Stub> guidance_;
  std::unique_ptr<v1::OutputService::Stub> output_;
  std::unique_ptr<v1::DecentralisationService::Stub> decentralisation_;
  std::unique_ptr<v1::LocalCodeService::Stub> local_codes_;
  std::unique_ptr<v1::DeskService::Stub> desks_;
  std::unique_ptr<v1::PublicationService::Stub> publication_;
};

// The one field that a refusal names, and its code.
inline std::string WrongField(const absl::Status& status) {
  const auto problem = base::ProblemOf(status);
  if (!absl::IsInvalidArgument(status) || !problem || problem->violations.size() != 1) {
    return status.ToString();
  }
  return problem->violations[0].pointer + " " + problem->violations[0].code;
}

inline v1::ListProceduresRequest Query(const std::string& query, int page_size = 0) {
  v1::ListProceduresRequest request;
  request.set_query(query);
  request.set_page_size(page_size);
  return request;
}

inline std::vector<std::string> CodesOf(const absl::StatusOr<v1::ListProceduresResponse>& list) {
  std::vector<std::string> codes;
  if (!list.ok()) return {list.status().ToString()};
  for (const v1::Procedure& procedure : list->procedures()) codes.push_back(procedure.code());
  return codes;
}

}  // namespace motcua::catalog
