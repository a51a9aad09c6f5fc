#include "services/routing/api/reference_service.h"

#include <string>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "libs/rpc/caller.h"

namespace motcua::routing {
namespace {

absl::StatusOr<ReferenceTables> FilesOf(const v1::ImportReferenceRequest& request) {
  if (request.files().empty()) {
    return base::InvalidField("files", "REQUIRED", "Thiếu bảng tham chiếu.",
                              "There is no table in the request.");
  }
  ReferenceTables::Texts texts;
  for (const auto& file : request.files()) {
    if (texts.emplace(file.name(), file.content()).second) continue;
    return base::InvalidField("files", "DUPLICATE", "Một bảng được gửi hai lần.",
                              "A table is there twice.");
  }
  return ReferenceTables::Of(std::move(texts));
}

// A table that is wrong, as the client is told: the message names file, line and column.
absl::Status Refused(const absl::Status& status) {
  if (!absl::IsInvalidArgument(status) || base::ProblemOf(status)) return status;
  const std::string cause(status.message());
  return base::InvalidField("files", "WRONG_TABLE", base::Cat("Bảng tham chiếu sai: ", cause),
                            base::Cat("A table is wrong: ", cause));
}

}  // namespace

ReferenceService::ReferenceService(TablesInForce& tables, const rpc::Door& door)
    : tables_(tables),
      get_reference_(door, "ReferenceService/GetReference"),
      import_reference_(door, "ReferenceService/ImportReference") {}

grpc::ServerUnaryReactor* ReferenceService::GetReference(grpc::CallbackServerContext* context,
                                                         const v1::GetReferenceRequest*,
                                                         v1::Reference* response) {
  return get_reference_.Unary(context, [=, this](const rpc::Call&) { return Get(response); });
}

grpc::ServerUnaryReactor* ReferenceService::ImportReference(
    grpc::CallbackServerContext* context, const v1::ImportReferenceRequest* request,
    v1::ImportReferenceResponse* response) {
  return import_reference_.Unary(
      context, [=, this](const rpc::Call& call) { return Import(call, *request, response); });
}

absl::Status ReferenceService::Get(v1::Reference* response) const {
  const auto reference = tables_.Get();
  response->set_edition(reference->edition);
  response->set_units(static_cast<int>(reference->gazetteer.units().size()));
  response->set_links(static_cast<int>(reference->gazetteer.link_count()));
  response->set_rules(static_cast<int>(reference->rules.size()));
  response->set_begin(base::FormatDate(reference->gazetteer.begin()));
  if (const auto last = reference->calendar.last()) {
    response->set_calendar_end(base::FormatDate(*last));
  }
  return absl::OkStatus();
}

absl::Status ReferenceService::Import(const rpc::Call& call,
                                      const v1::ImportReferenceRequest& request,
                                      v1::ImportReferenceResponse* response) {
  RETURN_IF_ERROR(rpc::CheckOfficer(call));
  ASSIGN_OR_RETURN(const ReferenceTables files, FilesOf(request));
  const auto imported =
      tables_.Import(files, request.has_edition() ? std::optional(request.edition()) : std::nullopt,
                     request.validate_only());
  if (!imported.ok()) return Refused(imported.status());
  response->set_edition(imported->edition);
  for (const TableChange& change : imported->changes) {
    auto* const added = response->add_changes();
    added->set_table(std::string(change.table));
    added->set_rows(change.rows);
    added->set_added(change.added);
    added->set_removed(change.removed);
  }
  return absl::OkStatus();
}

}  // namespace motcua::routing
