#include "services/procedure-catalog/api/output_service.h"

#include <array>
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
// The forms that there are, each at its number less one.
constexpr std::array<std::string_view, 3> kExportTypes = {"application/x-ndjson", "text/csv",
                                                          "application/ld+json"};
constexpr std::array<std::string_view, 2> kQrTypes = {"image/svg+xml", "image/png"};

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

// The form that is named, or else the one among `types` that the Accept header likes best.
template <typename Request>
absl::StatusOr<int> FormatOf(const Request& request, std::span<const std::string_view> types) {
  if (request.format() == Request::FORMAT_UNSPECIFIED) {
    return 1 + static_cast<int>(rest::PreferredType(request.accept(), types));
  }
  if (Request::Format_IsValid(request.format())) return request.format();
  return base::InvalidField("format", "UNKNOWN", "Không có định dạng này.",
                            "There is no such format.");
}

// The page as lines of a file.
absl::StatusOr<std::string> LinesOf(const std::vector<Version>& versions, bool is_csv) {
  std::string data = is_csv ? CsvHead() : std::string();
  for (const Version& version : versions) {
    v1::Procedure procedure;
    RETURN_IF_ERROR(catalog::ToProto(version, &procedure));
    data += is_csv ? CsvLine(procedure) : NdjsonLine(std::move(procedure));
    if (data.size() > kMaxExportBytes) break;
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
  ASSIGN_OR_RETURN(const int format, FormatOf(request, kExportTypes));
  ASSIGN_OR_RETURN(const Page page, PageOf(request.page_size(), "", "", kExportSizes));
  Filter filter;
  ASSIGN_OR_RETURN(filter.at, MomentOf(request.as_of(), nullptr, clock_));
  filter.after = request.after();
  ASSIGN_OR_RETURN(const Found found, store_.Find(filter, 0, page.size));
  std::string data;
  if (format == v1::ExportProceduresRequest::CPSV_AP) {
    ASSIGN_OR_RETURN(const std::vector<Procedure> procedures, ProceduresOf(found.versions));
    data = CpsvApOf(procedures);
  } else {
    ASSIGN_OR_RETURN(data, LinesOf(found.versions, format == v1::ExportProceduresRequest::CSV));
  }
  if (data.size() > kMaxExportBytes) {
    return base::InvalidField("pageSize", "TOO_LARGE", "Trang quá lớn; hãy lấy ít hơn.",
                              "The page is too large; ask for fewer.");
  }
  const std::string_view type = kExportTypes[static_cast<size_t>(format) - 1];
  response->set_content_type(base::Cat(
      type, format == v1::ExportProceduresRequest::CSV ? "; charset=utf-8; header=present" : ""));
  response->set_data(std::move(data));
  return absl::OkStatus();
}

absl::Status OutputService::Qr(const v1::GetProcedureQrRequest& request,
                               google::api::HttpBody* response) {
  RETURN_IF_ERROR(CheckAgency(request.agency()));
  ASSIGN_OR_RETURN(const int format, FormatOf(request, kQrTypes));
  RETURN_IF_ERROR(CheckPortal(portal_));
  ASSIGN_OR_RETURN(const Moment now, MomentOf("", nullptr, clock_));
  ASSIGN_OR_RETURN(const Version version, store_.Get({request.code(), now}));
  ASSIGN_OR_RETURN(const Procedure procedure, ReadContent(version.content));
  if (procedure.state == State::kAbolished) {
    return base::Refusal(absl::StatusCode::kFailedPrecondition, "PROCEDURE_ABOLISHED",
                         "Thủ tục này đã bị bãi bỏ.", "This procedure is abolished.");
  }
  ASSIGN_OR_RETURN(const QrCode code,
                   MakeQr(FilingPage(portal_, procedure.code, request.agency())));
  if (format == v1::GetProcedureQrRequest::PNG) {
    ASSIGN_OR_RETURN(*response->mutable_data(), PngOf(code));
  } else {
    response->set_data(SvgOf(code));
  }
  response->set_content_type(std::string(kQrTypes[static_cast<size_t>(format) - 1]));
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
  ASSIGN_OR_RETURN(filter.at, MomentOf("", nullptr, clock_));
  ASSIGN_OR_RETURN(const Page page, PageOf(request.page_size(), "", "", kNoticeSizes));
  ASSIGN_OR_RETURN(const Found found, store_.Find(filter, 0, page.size));
  ASSIGN_OR_RETURN(const std::vector<Procedure> procedures, ProceduresOf(found.versions));
  ASSIGN_OR_RETURN(
      *response->mutable_data(),
      NoticeboardOf({request.name(), request.agency(), filter.at.day}, procedures, portal_));
  response->set_content_type("text/html; charset=utf-8");
  return absl::OkStatus();
}

}  // namespace motcua::catalog
