#include "services/procedure-catalog/api/catalog_service.h"

#include <algorithm>
#include <climits>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/time.h"
#include "services/procedure-catalog/api/convert.h"
#include "services/procedure-catalog/api/import_lines.h"
#include "services/procedure-catalog/api/pages.h"

namespace motcua::catalog {
namespace {

constexpr size_t kMaxQueryBytes = 400;
constexpr size_t kMaxListedRefusals = 1000;

// Zero of an enum of the request stands for any.
template <typename Kind, typename Proto>
std::optional<Kind> Any(Proto value) {
  if (static_cast<int>(value) == 0) return std::nullopt;
  return static_cast<Kind>(value);
}

void ToProto(const RefusedLine& line, v1::ImportProceduresResponse::Refusal* out) {
  out->set_line(line.number);
  out->set_code(line.code);
  for (const base::Violation& error : line.errors) {
    common::v1::FieldViolation* added = out->add_errors();
    added->set_pointer(error.pointer);
    added->set_code(error.code);
    added->set_message(error.message);
    added->set_message_en(error.message_en);
  }
}

}  // namespace

grpc::ServerUnaryReactor* CatalogService::ListProcedures(grpc::CallbackServerContext* context,
                                                         const v1::ListProceduresRequest* request,
                                                         v1::ListProceduresResponse* response) {
  return list_procedures_.Unary(context,
                                [=, this](const rpc::Call&) { return List(*request, response); });
}

grpc::ServerUnaryReactor* CatalogService::GetProcedure(grpc::CallbackServerContext* context,
                                                       const v1::GetProcedureRequest* request,
                                                       v1::Procedure* response) {
  return get_procedure_.Unary(context,
                              [=, this](const rpc::Call&) { return Get(*request, response); });
}

grpc::ServerUnaryReactor* CatalogService::ListProcedureVersions(
    grpc::CallbackServerContext* context, const v1::ListProcedureVersionsRequest* request,
    v1::ListProcedureVersionsResponse* response) {
  return list_procedure_versions_.Unary(
      context, [=, this](const rpc::Call&) { return ListVersions(*request, response); });
}

grpc::ServerUnaryReactor* CatalogService::ImportProcedures(
    grpc::CallbackServerContext* context, const v1::ImportProceduresRequest* request,
    v1::ImportProceduresResponse* response) {
  return import_procedures_.Unary(
      context, [=, this](const rpc::Call& call) { return Import(call, *request, response); });
}

absl::Status CatalogService::List(const v1::ListProceduresRequest& request,
                                  v1::ListProceduresResponse* response) {
  if (request.query().size() > kMaxQueryBytes) {
    return base::InvalidField("query", "TOO_LONG", "Từ khóa dài quá 400 byte.",
                              "The query is longer than 400 bytes.");
  }
  Filter filter;
  filter.query = request.query();
  filter.level = Any<Level>(request.level());
  filter.field = request.field();
  filter.channel = Any<ChannelKind>(request.channel());
  filter.service_level = Any<ServiceLevel>(request.service_level());
  ASSIGN_OR_RETURN(filter.as_of, DayOf(request.as_of()));
  v1::ListProceduresRequest question = request;
  question.clear_page_size();
  question.clear_page_token();
  const std::string asked = question.SerializeAsString();
  ASSIGN_OR_RETURN(const Page page, PageOf(request.page_size(), request.page_token(), asked));
  ASSIGN_OR_RETURN(const Found found, store_.Find(filter, page.from, page.size));
  for (const Version& version : found.versions) {
    v1::Procedure* added = response->add_procedures();
    RETURN_IF_ERROR(catalog::ToProto(version, added));
    Shorten(added);
  }
  response->set_total_size(found.total);
  const int next = page.from + static_cast<int>(found.versions.size());
  if (next < found.total) response->set_next_page_token(PageToken(next, asked));
  return absl::OkStatus();
}

absl::Status CatalogService::Get(const v1::GetProcedureRequest& request, v1::Procedure* response) {
  ASSIGN_OR_RETURN(const std::string day, DayOf(request.as_of()));
  ASSIGN_OR_RETURN(const Version version, store_.Get(request.code(), day));
  return catalog::ToProto(version, response);
}

absl::Status CatalogService::ListVersions(const v1::ListProcedureVersionsRequest& request,
                                          v1::ListProcedureVersionsResponse* response) {
  ASSIGN_OR_RETURN(const Page page,
                   PageOf(request.page_size(), request.page_token(), request.code()));
  const int below = page.from == 0 ? INT_MAX : page.from;
  ASSIGN_OR_RETURN(const std::vector<Version> versions,
                   store_.Versions(request.code(), below, page.size + 1));
  if (versions.empty() && page.from == 0) {
    return base::Refusal(absl::StatusCode::kNotFound, "PROCEDURE_NOT_FOUND",
                         "Không có thủ tục này.", "There is no such procedure.");
  }
  const size_t shown = std::min(versions.size(), static_cast<size_t>(page.size));
  for (size_t i = 0; i < shown; ++i) {
    RETURN_IF_ERROR(catalog::ToProto(versions[i], response->add_procedures()));
  }
  if (versions.size() > shown) {
    response->set_next_page_token(PageToken(versions[shown - 1].number, request.code()));
  }
  return absl::OkStatus();
}

absl::Status CatalogService::Import(const rpc::Call& call,
                                    const v1::ImportProceduresRequest& request,
                                    v1::ImportProceduresResponse* response) {
  if (call.caller.kind() != common::v1::Identity::OFFICER) {
    return base::Refusal(absl::StatusCode::kPermissionDenied, "OFFICERS_ONLY",
                         "Chỉ cán bộ được cập nhật danh mục thủ tục.",
                         "Only officers may change the catalogue.");
  }
  const ReadLines lines = ReadNdjson(request.content().data());
  ASSIGN_OR_RETURN(const std::vector<bool> is_new,
                   store_.Add(lines.entries, request.validate_only()));
  const auto imported = std::count(is_new.begin(), is_new.end(), true);
  response->set_imported(static_cast<int>(imported));
  response->set_unchanged(static_cast<int>(is_new.size() - imported));
  response->set_refused(static_cast<int>(lines.refused.size()));
  for (size_t i = 0; i < std::min(lines.refused.size(), kMaxListedRefusals); ++i) {
    ToProto(lines.refused[i], response->add_refusals());
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> CatalogService::DayOf(const std::string& as_of) const {
  if (as_of.empty()) return base::FormatDate(base::DayOf(clock_.Now()));
  if (base::ParseDate(as_of)) return as_of;
  return base::InvalidField("asOf", "INVALID_DATE", "Ngày phải theo dạng YYYY-MM-DD.",
                            "A date is written YYYY-MM-DD.");
}

}  // namespace motcua::catalog
