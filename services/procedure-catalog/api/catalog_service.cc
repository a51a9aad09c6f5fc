#include "services/procedure-catalog/api/catalog_service.h"

#include <algorithm>
#include <climits>
#include <optional>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/bulk.h"
#include "libs/rpc/caller.h"
#include "libs/rpc/timestamp.h"
#include "services/procedure-catalog/api/convert.h"
#include "services/procedure-catalog/api/csv_lines.h"
#include "services/procedure-catalog/api/import_lines.h"
#include "services/procedure-catalog/api/pages.h"
#include "services/procedure-catalog/api/record.h"

namespace motcua::catalog {
namespace {

obs::Counter& CounterOf(obs::Metrics& metrics, const char* result) {
  return metrics.AddCounter("motcua_catalog_lines_total",
                            "Lines sent to ImportProcedures, by what became of them.",
                            {{"result", result}});
}

// What a token is bound to: all of the request but the page.
std::string QuestionOf(v1::ListProceduresRequest request) {
  request.clear_page_size();
  request.clear_page_token();
  return request.SerializeAsString();
}

absl::Status NoSuchProcedure() {
  return base::Refusal(absl::StatusCode::kNotFound, "PROCEDURE_NOT_FOUND", "Không có thủ tục này.",
                       "There is no such procedure.");
}

std::optional<int64_t> KnownAt(const v1::ListProcedureVersionsRequest& request) {
  if (!request.has_known_at()) return std::nullopt;
  return absl::ToUnixMicros(rpc::FromTimestamp(request.known_at()));
}

}  // namespace

CatalogService::CatalogService(ProcedureStore& store, const base::Clock& clock,
                               const rpc::Door& door)
    : store_(store),
      clock_(clock),
      list_procedures_(door, "CatalogService/ListProcedures"),
      get_procedure_(door, "CatalogService/GetProcedure"),
      batch_get_procedures_(door, "CatalogService/BatchGetProcedures"),
      list_procedure_versions_(door, "CatalogService/ListProcedureVersions"),
      get_procedure_version_(door, "CatalogService/GetProcedureVersion"),
      import_procedures_(door, "CatalogService/ImportProcedures"),
      imported_(CounterOf(door.metrics, "imported")),
      unchanged_(CounterOf(door.metrics, "unchanged")),
      refused_(CounterOf(door.metrics, "refused")) {}

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

grpc::ServerUnaryReactor* CatalogService::BatchGetProcedures(
    grpc::CallbackServerContext* context, const v1::BatchGetProceduresRequest* request,
    v1::BatchGetProceduresResponse* response) {
  return batch_get_procedures_.Unary(
      context, [=, this](const rpc::Call& call) { return BatchGet(call, *request, response); });
}

grpc::ServerUnaryReactor* CatalogService::ListProcedureVersions(
    grpc::CallbackServerContext* context, const v1::ListProcedureVersionsRequest* request,
    v1::ListProcedureVersionsResponse* response) {
  return list_procedure_versions_.Unary(
      context, [=, this](const rpc::Call&) { return ListVersions(*request, response); });
}

grpc::ServerUnaryReactor* CatalogService::GetProcedureVersion(
    grpc::CallbackServerContext* context, const v1::GetProcedureVersionRequest* request,
    v1::Procedure* response) {
  return get_procedure_version_.Unary(context, [=, this](const rpc::Call&) -> absl::Status {
    ASSIGN_OR_RETURN(const Version version, store_.GetNumber(request->code(), request->version()));
    return catalog::ToProto(version, response);
  });
}

grpc::ServerUnaryReactor* CatalogService::ImportProcedures(
    grpc::CallbackServerContext* context, const v1::ImportProceduresRequest* request,
    v1::ImportProceduresResponse* response) {
  return import_procedures_.Unary(
      context, [=, this](const rpc::Call& call) { return Import(call, *request, response); });
}

absl::Status CatalogService::List(const v1::ListProceduresRequest& request,
                                  v1::ListProceduresResponse* response) {
  ASSIGN_OR_RETURN(Filter filter, FilterOf(request, clock_));
  const std::string question = QuestionOf(request);
  ASSIGN_OR_RETURN(const Page page, PageOf(request.page_size(), request.page_token(), question));
  if (!page.day.empty()) filter.at.day = page.day;
  // Nothing that comes in meanwhile may move what is on the next page.
  const int64_t known_at =
      page.known_at.value_or(filter.at.known_at.value_or(absl::ToUnixMicros(clock_.Now())));
  if (page.from > 0) filter.at.known_at = known_at;
  ASSIGN_OR_RETURN(const Found found, store_.Find(filter, page.from, page.size));
  for (const Version& version : found.versions) {
    v1::Procedure whole;
    RETURN_IF_ERROR(catalog::ToProto(version, &whole));
    if (!filter.query.empty()) {
      *response->add_highlights() = HighlightOf(FromProto(whole), found.key);
    }
    *response->add_procedures() = InShort(std::move(whole));
  }
  response->set_total_size(found.total);
  response->set_understood(found.key.mended);
  if (filter.with_facets) AddFacets(found.facets, response);
  const int next = page.from + static_cast<int>(found.versions.size());
  if (!found.versions.empty() && next < found.total) {
    response->set_next_page_token(PageToken(next, filter.at.day, question, known_at));
  }
  return absl::OkStatus();
}

absl::Status CatalogService::Get(const v1::GetProcedureRequest& request, v1::Procedure* response) {
  ASSIGN_OR_RETURN(const Moment at, MomentOf(request, clock_));
  ASSIGN_OR_RETURN(const Version version, store_.Get({request.code(), at}));
  return catalog::ToProto(version, response);
}

absl::Status CatalogService::BatchGet(const rpc::Call& call,
                                      const v1::BatchGetProceduresRequest& request,
                                      v1::BatchGetProceduresResponse* response) {
  RETURN_IF_ERROR(rpc::BeginBulk(call, request));
  std::vector<Lookup> lookups;
  for (const v1::GetProcedureRequest& one : request.requests()) {
    lookups.push_back({one.code(), MomentOf(one, clock_).value_or(Moment())});
  }
  const std::vector<absl::StatusOr<Version>> versions = store_.GetMany(lookups);
  auto version = versions.begin();
  return rpc::AnswerBulk(
      request, response,
      [&](const v1::GetProcedureRequest& one, v1::ProcedureResult* result) -> absl::Status {
        const absl::StatusOr<Version>& found = *version++;
        RETURN_IF_ERROR(MomentOf(one, clock_).status());
        RETURN_IF_ERROR(found.status());
        return catalog::ToProto(*found, result->mutable_procedure());
      });
}

absl::Status CatalogService::ListVersions(const v1::ListProcedureVersionsRequest& request,
                                          v1::ListProcedureVersionsResponse* response) {
  ASSIGN_OR_RETURN(const Page page,
                   PageOf(request.page_size(), request.page_token(), request.code()));
  const int below = page.from == 0 ? INT_MAX : page.from;
  // One more than the page has, to know whether there is another.
  ASSIGN_OR_RETURN(const std::vector<Version> versions,
                   store_.Versions(request.code(), KnownAt(request), below, page.size + 1));
  if (versions.empty() && page.from == 0) return NoSuchProcedure();
  const size_t shown = std::min(versions.size(), static_cast<size_t>(page.size));
  for (size_t i = 0; i < shown; ++i) {
    RETURN_IF_ERROR(catalog::ToProto(versions[i], response->add_procedures()));
  }
  if (versions.size() > shown) {
    response->set_next_page_token(PageToken(versions[shown - 1].number, "", request.code()));
  }
  return absl::OkStatus();
}

absl::StatusOr<Lines<Entry>> CatalogService::LinesOf(const google::api::HttpBody& content) {
  if (!content.content_type().starts_with("text/csv")) return ReadNdjson(content.data());
  ASSIGN_OR_RETURN(const std::string lines, NdjsonOfCsv(content.data()));
  ASSIGN_OR_RETURN(const Moment now, MomentOf("", nullptr, clock_));
  // A table has not all that a record has: the rest is as it stands today.
  const bool has_across = HasColumn(content.data(), "across_provinces");
  absl::Status away;
  Lines<Entry> read = ReadNdjson(lines, [&](v1::Procedure row) {
    const absl::StatusOr<Version> known = store_.Get({row.code(), now});
    if (!known.ok() && !absl::IsNotFound(known.status())) away = known.status();
    v1::Procedure record;
    if (!known.ok() || !record.ParseFromString(known->content)) return row;
    return Overlay(std::move(record), row, has_across);
  });
  RETURN_IF_ERROR(away);
  return read;
}

absl::Status CatalogService::Import(const rpc::Call& call,
                                    const v1::ImportProceduresRequest& request,
                                    v1::ImportProceduresResponse* response) {
  RETURN_IF_ERROR(rpc::CheckOfficer(call));
  ASSIGN_OR_RETURN(const Lines<Entry> lines, LinesOf(request.content()));
  const bool keeps = Keeps(request, lines);
  ASSIGN_OR_RETURN(const std::vector<bool> is_new, store_.Add(lines.entries, clock_.Now(), !keeps));
  AnswerWith(lines, is_new, keeps, response);
  if (!keeps) return absl::OkStatus();
  imported_.Add(response->imported());
  unchanged_.Add(response->unchanged());
  refused_.Add(response->refused());
  return absl::OkStatus();
}

}  // namespace motcua::catalog
