#include "services/procedure-catalog/api/decentralisation_service.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/time.h"
#include "services/procedure-catalog/api/convert.h"
#include "services/procedure-catalog/api/pages.h"
#include "services/procedure-catalog/domain/decentralisation.h"

namespace motcua::catalog {
namespace {

constexpr base::PageSizes kSizes = {100, 500};

// The changes that are asked for. InvalidArgument names every wrong field.
template <typename Request>
absl::StatusOr<LedgerFilter> LedgerFilterOf(const Request& request, const Moment& at) {
  LedgerFilter filter;
  filter.from = request.from();
  filter.to = request.to();
  filter.known_at = at.known_at;
  std::vector<base::Violation> wrong;
  const auto check = [&wrong](const char* field, const std::string& day) {
    if (day.empty() || base::ParseDate(day)) return;
    wrong.push_back({field, "INVALID_DATE", "Ngày phải có thật và theo dạng YYYY-MM-DD.",
                     "This must be a date that exists, written YYYY-MM-DD."});
  };
  check("from", filter.from);
  check("to", filter.to);
  if (wrong.empty() && !filter.to.empty() && filter.to < filter.from) {
    wrong.push_back(
        {"to", "OUT_OF_ORDER", "Ngày cuối trước ngày đầu.", "The last day is before the first."});
  }
  if (!wrong.empty()) return base::InvalidFields(std::move(wrong));
  return filter;
}

void ToProto(ChangeKind kind, const KindCount& count, v1::Decentralisation::KindCount* out) {
  out->set_kind(static_cast<v1::LedgerEntry::Kind>(kind));
  out->set_recorded(count.recorded);
  out->set_concluded(count.concluded);
  if (count.published) out->set_published(*count.published);
  out->set_source(count.source);
  out->set_of_reforms(count.of_reforms);
}

void ToProto(const std::string& name, const MinistryCount& count,
             v1::Decentralisation::MinistryCount* out) {
  out->set_ministry(name);
  for (const auto& [kind, one] : count.kinds) ToProto(kind, one, out->add_kinds());
  out->set_procedures(count.procedures);
  out->set_decided_by_ministry(count.decided_by_ministry);
  out->set_level_unknown(count.level_unknown);
  if (const std::optional<double> share = count.share()) out->set_share(*share);
}

void ToProto(const LedgerEntry& entry, v1::LedgerEntry* out) {
  out->set_procedure_code(entry.code);
  out->set_procedure_name(entry.name);
  out->set_ministry(entry.ministry);
  out->set_kind(static_cast<v1::LedgerEntry::Kind>(entry.kind));
  v1::CompetenceChange* const change = out->mutable_change();
  change->set_effective_date(entry.change.effective_date);
  change->set_from_level(static_cast<v1::Procedure::Level>(entry.change.from_level));
  change->set_from_authority(entry.change.from_authority);
  change->set_to_level(static_cast<v1::Procedure::Level>(entry.change.to_level));
  change->set_to_authority(entry.change.to_authority);
  change->set_basis(entry.change.basis);
  change->set_provision(entry.change.provision);
  out->set_concluded(entry.concluded);
  out->set_version(entry.version);
}

// What a token is bound to: all of the request but the page.
template <typename Request>
std::string QuestionOf(Request request) {
  request.clear_page_size();
  request.clear_page_token();
  return request.SerializeAsString();
}

// Puts one page of `rows`, which are of `day`, into the response, `add` a row.
template <typename Request, typename Response, typename Row, typename Add>
absl::Status FillPage(const Request& request, const Page& page, const std::string& day,
                      const std::vector<Row>& rows, Response* response, Add add) {
  const size_t from = std::min(static_cast<size_t>(page.from), rows.size());
  const size_t end = std::min(from + static_cast<size_t>(page.size), rows.size());
  for (size_t i = from; i < end; ++i) add(rows[i]);
  response->set_total_size(static_cast<int32_t>(rows.size()));
  if (end < rows.size()) {
    response->set_next_page_token(PageToken(static_cast<int>(end), day, QuestionOf(request)));
  }
  return absl::OkStatus();
}

bool IsDecided(const MinistryProcedure& procedure, int decides) {
  using Request = v1::ListDecidedRequest;
  switch (decides) {
    case Request::MINISTRY: return procedure.decided_by_ministry();
    case Request::LOCAL: return !procedure.levels.empty() && !procedure.decided_by_ministry();
    case Request::UNKNOWN: return procedure.levels.empty();
    default: return true;
  }
}

absl::Status UnknownValue(const char* field) {
  return base::InvalidField(field, "UNKNOWN_VALUE", "Không có giá trị này.",
                            "There is no such value.");
}

}  // namespace

DecentralisationService::DecentralisationService(ProcedureStore& store, const base::Clock& clock,
                                                 std::vector<ReformTotal> totals,
                                                 const rpc::Door& door)
    : clock_(clock),
      totals_(std::move(totals)),
      ledger_(store),
      get_decentralisation_(door, "DecentralisationService/GetDecentralisation"),
      list_competence_changes_(door, "DecentralisationService/ListCompetenceChanges"),
      list_decided_(door, "DecentralisationService/ListDecided") {}

grpc::ServerUnaryReactor* DecentralisationService::GetDecentralisation(
    grpc::CallbackServerContext* context, const v1::GetDecentralisationRequest* request,
    v1::Decentralisation* response) {
  return get_decentralisation_.Unary(
      context, [=, this](const rpc::Call&) { return Count(*request, response); });
}

grpc::ServerUnaryReactor* DecentralisationService::ListCompetenceChanges(
    grpc::CallbackServerContext* context, const v1::ListCompetenceChangesRequest* request,
    v1::ListCompetenceChangesResponse* response) {
  return list_competence_changes_.Unary(
      context, [=, this](const rpc::Call&) { return Changes(*request, response); });
}

grpc::ServerUnaryReactor* DecentralisationService::ListDecided(
    grpc::CallbackServerContext* context, const v1::ListDecidedRequest* request,
    v1::ListDecidedResponse* response) {
  return list_decided_.Unary(
      context, [=, this](const rpc::Call&) { return Procedures(*request, response); });
}

absl::Status DecentralisationService::Count(const v1::GetDecentralisationRequest& request,
                                            v1::Decentralisation* response) {
  ASSIGN_OR_RETURN(const Moment at, MomentOf(request, clock_));
  ASSIGN_OR_RETURN(const LedgerFilter filter, LedgerFilterOf(request, at));
  ASSIGN_OR_RETURN(const std::shared_ptr<const Ledger> ledger, ledger_.Get());
  const Decentralisation counts =
      CountUp(ledger->Entries(filter), ledger->Published(at.day, at.known_at), totals_, filter.from,
              filter.to);
  for (const auto& [kind, count] : counts.kinds) ToProto(kind, count, response->add_kinds());
  for (const auto& [name, count] : counts.ministries) {
    ToProto(name, count, response->add_ministries());
  }
  std::ranges::stable_sort(*response->mutable_ministries(), std::greater<>(),
                           &v1::Decentralisation::MinistryCount::procedures);
  response->set_complete(counts.complete);
  response->set_as_of(at.day);
  return absl::OkStatus();
}

absl::Status DecentralisationService::Changes(const v1::ListCompetenceChangesRequest& request,
                                              v1::ListCompetenceChangesResponse* response) {
  if (!v1::LedgerEntry::Kind_IsValid(request.kind())) return UnknownValue("kind");
  ASSIGN_OR_RETURN(const Moment at,
                   MomentOf("", request.has_known_at() ? &request.known_at() : nullptr, clock_));
  ASSIGN_OR_RETURN(LedgerFilter filter, LedgerFilterOf(request, at));
  filter.kind = static_cast<ChangeKind>(request.kind());
  filter.ministry = request.ministry();
  ASSIGN_OR_RETURN(const std::shared_ptr<const Ledger> ledger, ledger_.Get());
  ASSIGN_OR_RETURN(const Page page,
                   PageOf(request.page_size(), request.page_token(), QuestionOf(request), kSizes));
  return FillPage(
      request, page, "", ledger->Entries(filter), response,
      [response](const LedgerEntry& entry) { ToProto(entry, response->add_changes()); });
}

absl::Status DecentralisationService::Procedures(const v1::ListDecidedRequest& request,
                                                 v1::ListDecidedResponse* response) {
  if (!v1::ListDecidedRequest::Decides_IsValid(request.decides())) {
    return UnknownValue("decides");
  }
  ASSIGN_OR_RETURN(Moment at, MomentOf(request, clock_));
  ASSIGN_OR_RETURN(const Page page,
                   PageOf(request.page_size(), request.page_token(), QuestionOf(request), kSizes));
  if (!page.day.empty()) at.day = page.day;
  ASSIGN_OR_RETURN(const std::shared_ptr<const Ledger> ledger, ledger_.Get());
  std::vector<MinistryProcedure> procedures = ledger->Published(at.day, at.known_at);
  std::erase_if(procedures, [&request](const MinistryProcedure& one) {
    return !IsSameMinistry(one.ministry, request.ministry()) || !IsDecided(one, request.decides());
  });
  return FillPage(request, page, at.day, procedures, response,
                  [response](const MinistryProcedure& one) {
                    auto* const added = response->add_procedures();
                    added->set_code(one.code);
                    added->set_name(one.name);
                    for (const Level level : one.levels) {
                      added->add_levels(static_cast<v1::Procedure::Level>(level));
                    }
                  });
}

}  // namespace motcua::catalog
