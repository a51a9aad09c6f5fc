#include "services/procedure-catalog/api/output_service.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/rest/media_type.h"
#include "services/procedure-catalog/api/convert.h"
#include "services/procedure-catalog/api/cpsv_ap.h"
#include "services/procedure-catalog/api/export_lines.h"
#include "services/procedure-catalog/api/noticeboard.h"
#include "services/procedure-catalog/api/pages.h"
#include "services/procedure-catalog/api/qr.h"
#include "services/procedure-catalog/api/record.h"
#include "services/procedure-catalog/domain/portal.h"

namespace motcua::catalog {
namespace {

constexpr base::PageSizes kExportSizes = {500, 1000};
constexpr base::PageSizes kNoticeSizes = {320, 500};
// Below what a message may have.
constexpr size_t kMaxExportBytes = 30 << 20;
constexpr size_t kMaxNameBytes = 200;

// A form, and its media type.
struct Form {
  int number;
  std::string_view type;
};
// What is offered, the one that is given to who says nothing first.
constexpr std::array<Form, 3> kExportForms = {
    {{v1::ExportProceduresRequest::CPSV_AP, "application/ld+json"},
     {v1::ExportProceduresRequest::NDJSON, "application/x-ndjson"},
     {v1::ExportProceduresRequest::CSV, "text/csv"}}};
constexpr std::array<Form, 2> kQrForms = {{{v1::GetProcedureQrRequest::SVG, "image/svg+xml"},
                                           {v1::GetProcedureQrRequest::PNG, "image/png"}}};

absl::Status CheckAgency(const std::string& agency) {
  if (agency.empty() || IsAgencyCode(agency)) return absl::OkStatus();
  return base::InvalidField("agency", "MALFORMED", "Mã cơ quan có dạng H26.020.",
                            "An authority's code is H26.020.");
}

absl::Status CheckPortal(const std::string& portal) {
  if (!portal.empty()) return absl::OkStatus();
  return base::Refusal(absl::StatusCode::kFailedPrecondition, "NO_PORTAL",
                       "Chưa cấu hình địa chỉ trang nộp hồ sơ.",
                       "The address of the portal is not configured.");
}

// The form that is named, or else the one among `forms` that the Accept header likes best.
template <typename Request>
absl::StatusOr<Form> FormOf(const Request& request, std::span<const Form> forms) {
  if (request.format() == Request::FORMAT_UNSPECIFIED) {
    std::vector<std::string_view> types;
    for (const Form& form : forms) types.push_back(form.type);
    return forms[rest::PreferredType(request.accept(), types)];
  }
  const auto named = std::ranges::find(forms, static_cast<int>(request.format()), &Form::number);
  if (named != forms.end()) return *named;
  return base::InvalidField("format", "UNKNOWN", "Không có định dạng này.",
                            "There is no such format.");
}

absl::Status TooLarge() {
  return base::InvalidField("pageSize", "TOO_LARGE", "Trang quá lớn; hãy lấy ít hơn.",
                            "The page is too large; ask for fewer.");
}

// The page as lines of a file.
absl::StatusOr<std::string> LinesOf(const std::vector<Version>& versions, bool is_csv) {
  std::string data = is_csv ? CsvHead() : std::string();
  for (const Version& version : versions) {
    v1::Procedure procedure;
    RETURN_IF_ERROR(catalog::ToProto(version, &procedure));
    data += is_csv ? CsvLine(procedure) : NdjsonLine(std::move(procedure));
    if (data.size() > kMaxExportBytes) return TooLarge();
  }
  return data;
}

absl::StatusOr<std::vector<Procedure>> ProceduresOf(const std::vector<Version>& versions) {
  std::vector<Procedure> procedures;
  for (const Version& version : versions) {
    ASSIGN_OR_RETURN(Procedure procedure, ReadContent(version.content));
    procedures.push_back(std::move(procedure));
  }
  return procedures;
}

}  // namespace

OutputService::OutputService(ProcedureStore& store, const base::Clock& clock, std::string portal,
                             const rpc::Door& door)
    : store_(store),
      clock_(clock),
      portal_(std::move(portal)),
      export_procedures_(door, "OutputService/ExportProcedures"),
      get_procedure_qr_(door, "OutputService/GetProcedureQr"),
      get_noticeboard_(door, "OutputService/GetNoticeboard") {}

grpc::ServerUnaryReactor* OutputService::ExportProcedures(
    grpc::CallbackServerContext* context, const v1::ExportProceduresRequest* request,
    google::api::HttpBody* response) {
  return export_procedures_.Unary(
      context, [=, this](const rpc::Call&) { return Export(*request, response); });
}

grpc::ServerUnaryReactor* OutputService::GetProcedureQr(grpc::CallbackServerContext* context,
                                                        const v1::GetProcedureQrRequest* request,
                                                        google::api::HttpBody* response) {
  return get_procedure_qr_.Unary(context,
                                 [=, this](const rpc::Call&) { return Qr(*request, response); });
}

grpc::ServerUnaryReactor* OutputService::GetNoticeboard(grpc::CallbackServerContext* context,
                                                        const v1::GetNoticeboardRequest* request,
                                                        google::api::HttpBody* response) {
  return get_noticeboard_.Unary(
      context, [=, this](const rpc::Call&) { return Noticeboard(*request, response); });
}

absl::Status OutputService::Export(const v1::ExportProceduresRequest& request,
                                   google::api::HttpBody* response) {
  ASSIGN_OR_RETURN(const Form form, FormOf(request, kExportForms));
  ASSIGN_OR_RETURN(const Page page, PageOf(request.page_size(), "", "", kExportSizes));
  Filter filter;
  ASSIGN_OR_RETURN(filter.at, MomentOf(request, clock_));
  filter.after = request.after();
  ASSIGN_OR_RETURN(const Found found, store_.Find(filter, 0, page.size));
  const bool is_csv = form.number == v1::ExportProceduresRequest::CSV;
  std::optional<std::string> data;
  if (form.number == v1::ExportProceduresRequest::CPSV_AP) {
    ASSIGN_OR_RETURN(const std::vector<Procedure> procedures, ProceduresOf(found.versions));
    data = CpsvApOf(procedures, kMaxExportBytes);
  } else {
    ASSIGN_OR_RETURN(data, LinesOf(found.versions, is_csv));
  }
  if (!data) return TooLarge();
  response->set_content_type(base::Cat(form.type, is_csv ? "; charset=utf-8; header=present" : ""));
  response->set_data(*std::move(data));
  return absl::OkStatus();
}

absl::Status OutputService::Qr(const v1::GetProcedureQrRequest& request,
                               google::api::HttpBody* response) {
  RETURN_IF_ERROR(CheckAgency(request.agency()));
  ASSIGN_OR_RETURN(const Form form, FormOf(request, kQrForms));
  RETURN_IF_ERROR(CheckPortal(portal_));
  ASSIGN_OR_RETURN(const Moment now, MomentOf(request, clock_));
  ASSIGN_OR_RETURN(const Version version, store_.Get({request.code(), now}));
  ASSIGN_OR_RETURN(const Procedure procedure, ReadContent(version.content));
  if (procedure.state == State::kAbolished) {
    return base::Refusal(absl::StatusCode::kFailedPrecondition, "PROCEDURE_ABOLISHED",
                         "Thủ tục này đã bị bãi bỏ.", "This procedure is abolished.");
  }
  ASSIGN_OR_RETURN(const QrCode code,
                   MakeQr(FilingPage(portal_, procedure.code, request.agency())));
  if (form.number == v1::GetProcedureQrRequest::PNG) {
    ASSIGN_OR_RETURN(*response->mutable_data(), PngOf(code));
  } else {
    response->set_data(SvgOf(code));
  }
  response->set_content_type(std::string(form.type));
  return absl::OkStatus();
}

absl::Status OutputService::Noticeboard(const v1::GetNoticeboardRequest& request,
                                        google::api::HttpBody* response) {
  RETURN_IF_ERROR(CheckAgency(request.agency()));
  RETURN_IF_ERROR(CheckPortal(portal_));
  if (request.name().size() > kMaxNameBytes) {
    return base::InvalidField("name", "TOO_LONG", "Tên quá dài.", "The name is too long.");
  }
  Filter filter;
  filter.level = static_cast<Level>(request.level());
  if (!IsKnown(*filter.level)) {
    return base::InvalidField("level", "UNKNOWN_VALUE", "Không có giá trị này.",
                              "There is no such value.");
  }
  if (filter.level == Level::kNone) filter.level = Level::kCommune;
  filter.field = request.field();
  filter.published = true;
  filter.after = request.after();
  ASSIGN_OR_RETURN(filter.at, MomentOf(request, clock_));
  ASSIGN_OR_RETURN(const Page page, PageOf(request.page_size(), "", "", kNoticeSizes));
  ASSIGN_OR_RETURN(const Found found, store_.Find(filter, 0, page.size));
  ASSIGN_OR_RETURN(const std::vector<Procedure> procedures, ProceduresOf(found.versions));
  ASSIGN_OR_RETURN(*response->mutable_data(),
                   NoticeboardOf({request.name(), request.agency(), filter.at.day, found.total},
                                 procedures, portal_));
  response->set_content_type("text/html; charset=utf-8");
  return absl::OkStatus();
}

}  // namespace motcua::catalog
