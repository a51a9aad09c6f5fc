#include "services/procedure-catalog/api/publication_service.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "services/procedure-catalog/api/convert.h"
#include "services/procedure-catalog/api/pages.h"
#include "services/procedure-catalog/api/record.h"
#include "services/procedure-catalog/domain/completeness.h"

namespace motcua::catalog {
namespace {

constexpr int kMaxChanges = 100;

// The position that a cursor stands for; 0 at the beginning.
absl::StatusOr<int64_t> PositionOf(const std::string& cursor) {
  int64_t position = 0;
  if (cursor.empty() || (base::ParseInt(cursor, &position) && position >= 0)) return position;
  return base::InvalidField("cursor", "INVALID_CURSOR", "Con trỏ này không phải của danh mục.",
                            "This is no cursor of the catalogue.");
}

v1::ProcedureChange::Kind KindOf(const v1::Procedure& procedure) {
  if (procedure.state() == v1::Procedure::ABOLISHED) return v1::ProcedureChange::ABOLISHED;
  return procedure.version() == 1 ? v1::ProcedureChange::ADDED : v1::ProcedureChange::AMENDED;
}

// The act that moves the procedure on the first day of the version, else the decision that
// announced it, else the first of its grounds.
std::string BasisOf(const v1::Procedure& procedure) {
  for (const v1::CompetenceChange& change : procedure.competence_changes()) {
    if (change.effective_date() == procedure.valid_from()) return change.basis();
  }
  if (!procedure.decision().empty() || procedure.legal_basis().empty()) return procedure.decision();
  return procedure.legal_basis(0).number();
}

std::string QuestionOf(v1::ListIncompleteRequest request) {
  request.clear_page_size();
  request.clear_page_token();
  return request.SerializeAsString();
}

void AddMissing(const Procedure& procedure, v1::ListIncompleteResponse::IncompleteProcedure* out) {
  for (const Part part : MissingParts(procedure)) {
    const PartName name = NameOf(part);
    common::v1::FieldViolation* missing = out->add_missing();
    missing->set_pointer(std::string(name.pointer));
    missing->set_code("REQUIRED");
    missing->set_message(base::Cat("Thiếu ", name.name, "."));
    missing->set_message_en(base::Cat("Missing: ", name.name_en, "."));
  }
}

}  // namespace

PublicationService::PublicationService(ProcedureStore& store, const base::Clock& clock,
                                       const rpc::Door& door)
    : store_(store),
      clock_(clock),
      get_procedure_changes_(door, "PublicationService/GetProcedureChanges"),
      list_fields_(door, "PublicationService/ListFields"),
      list_incomplete_(door, "PublicationService/ListIncomplete") {}

grpc::ServerUnaryReactor* PublicationService::GetProcedureChanges(
    grpc::CallbackServerContext* context, const v1::GetProcedureChangesRequest* request,
    v1::ProcedureChanges* response) {
  return get_procedure_changes_.Unary(
      context, [=, this](const rpc::Call&) { return Changes(*request, response); });
}

grpc::ServerUnaryReactor* PublicationService::ListFields(grpc::CallbackServerContext* context,
                                                         const v1::ListFieldsRequest* request,
                                                         v1::ListFieldsResponse* response) {
  return list_fields_.Unary(context,
                            [=, this](const rpc::Call&) { return Fields(*request, response); });
}

grpc::ServerUnaryReactor* PublicationService::ListIncomplete(
    grpc::CallbackServerContext* context, const v1::ListIncompleteRequest* request,
    v1::ListIncompleteResponse* response) {
  return list_incomplete_.Unary(
      context, [=, this](const rpc::Call&) { return Incomplete(*request, response); });
}

absl::Status PublicationService::Changes(const v1::GetProcedureChangesRequest& request,
                                         v1::ProcedureChanges* response) {
  ASSIGN_OR_RETURN(const int64_t position, PositionOf(request.cursor()));
  ASSIGN_OR_RETURN(const Page page,
                   PageOf(request.page_size(), "", "", {kMaxChanges, kMaxChanges}));
  // One more than is given, to know whether there is more; and the one before, to know whether the
  // cursor is of this catalogue.
  ASSIGN_OR_RETURN(std::vector<Arrival> arrivals,
                   store_.After(std::max<int64_t>(position - 1, 0), page.size + 2));
  if (position > 0) {
    if (arrivals.empty())
      return base::InvalidField("cursor", "UNKNOWN_CURSOR",
                                "Danh mục chưa đi đến con trỏ này; hãy lấy lại từ đầu.",
                                "The catalogue has not come as far as this cursor; begin anew.");
    arrivals.erase(arrivals.begin());
  }
  response->set_more(arrivals.size() > static_cast<size_t>(page.size));
  if (response->more()) arrivals.resize(static_cast<size_t>(page.size));
  for (Arrival& arrival : arrivals) {
    v1::ProcedureChange* change = response->add_changes();
    arrival.version.replaced_from.clear();  // As it came in.
    RETURN_IF_ERROR(catalog::ToProto(arrival.version, change->mutable_procedure()));
    change->set_kind(KindOf(change->procedure()));
    change->set_basis(BasisOf(change->procedure()));
    *change->mutable_record_time() = change->procedure().record_time();
  }
  const int64_t last = arrivals.empty() ? position : arrivals.back().position;
  response->set_next_cursor(base::Cat(last));
  response->set_etag(base::Cat(position, "-", last));
  return absl::OkStatus();
}

absl::Status PublicationService::Fields(const v1::ListFieldsRequest& request,
                                        v1::ListFieldsResponse* response) {
  Filter filter;
  filter.published = true;
  filter.with_facets = true;
  ASSIGN_OR_RETURN(filter.at, MomentOf(request.as_of(), nullptr, clock_));
  ASSIGN_OR_RETURN(const Page page,
                   PageOf(request.page_size(), request.page_token(), request.as_of(), {500, 1000}));
  if (!page.day.empty()) filter.at.day = page.day;
  ASSIGN_OR_RETURN(const Found found, store_.Find(filter, 0, 0));
  int place = 0;
  for (const auto& [name, procedures] : found.facets.fields) {
    const int shown = place++ - page.from;
    if (shown < 0) continue;
    if (shown == page.size) {
      response->set_next_page_token(
          PageToken(page.from + page.size, filter.at.day, request.as_of()));
      break;
    }
    v1::ListFieldsResponse::Field* field = response->add_fields();
    field->set_name(name);
    field->set_procedures(procedures);
  }
  return absl::OkStatus();
}

absl::Status PublicationService::Incomplete(const v1::ListIncompleteRequest& request,
                                            v1::ListIncompleteResponse* response) {
  ASSIGN_OR_RETURN(Filter filter, FilterOf(request, clock_));
  const std::string question = QuestionOf(request);
  ASSIGN_OR_RETURN(const Page page, PageOf(request.page_size(), request.page_token(), question));
  if (!page.day.empty()) filter.at.day = page.day;
  ASSIGN_OR_RETURN(const Found found, store_.Find(filter, page.from, page.size));
  for (const Version& version : found.versions) {
    ASSIGN_OR_RETURN(const Procedure procedure, ReadContent(version.content));
    auto* added = response->add_procedures();
    added->set_code(procedure.code);
    added->set_name(procedure.name);
    AddMissing(procedure, added);
  }
  response->set_total_size(found.total);
  response->set_published(found.facets.looked_at);
  for (const auto& [part, count] : found.facets.missing) {
    auto* added = response->add_missing_counts();
    added->set_pointer(std::string(NameOf(static_cast<Part>(part)).pointer));
    added->set_count(count);
  }
  const int next = page.from + static_cast<int>(found.versions.size());
  if (!found.versions.empty() && next < found.total) {
    response->set_next_page_token(PageToken(next, filter.at.day, question));
  }
  return absl::OkStatus();
}

}  // namespace motcua::catalog
