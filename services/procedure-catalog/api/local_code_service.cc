#include "services/procedure-catalog/api/local_code_service.h"

#include <climits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/error.h"
#include "libs/base/fold.h"
#include "libs/base/page.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "libs/rpc/caller.h"
#include "services/procedure-catalog/api/convert.h"
#include "services/procedure-catalog/api/record.h"
#include "services/procedure-catalog/api/told_lines.h"
#include "services/procedure-catalog/domain/notation.h"

namespace motcua::catalog {
namespace {

constexpr base::PageSizes kSizes = {20, 100};
constexpr size_t kMaxQueryBytes = 400;
constexpr size_t kProvinceBytes = 2;

base::Violation WrongProvince() {
  return {"province", "INVALID_FORMAT", "Mã tỉnh là mã thống kê gồm hai chữ số.",
          "A province is named by its statistics code, two digits."};
}

// The place that a page comes after; before all when there is none.
absl::StatusOr<LocalCodePlace> PlaceOf(const base::Page& page) {
  if (page.after.empty()) return LocalCodePlace();
  LocalCodePlace place = {page.after.substr(0, kProvinceBytes), ""};
  place.code = page.after.substr(place.province.size());
  if (!IsProvinceCode(place.province) || !IsLocalCode(place.code)) return base::WrongPageToken();
  return place;
}

absl::Status NotFound(const char* reason, const char* message, const char* message_en) {
  return base::Refusal(absl::StatusCode::kNotFound, reason, message, message_en);
}

// Codes in a state are those that say something of one kind; which national codes are in it, the
// catalogue knows.
void FilterBy(Mapping state, const Standings& standings, LocalCodeFilter& filter) {
  using Says = LocalCodeFilter::Says;
  switch (state) {
    case Mapping::kNone: return;
    case Mapping::kLocalOnly: filter.says = Says::kLocalOnly; return;
    case Mapping::kUnmapped: filter.says = Says::kNothing; return;
    case Mapping::kMapped: filter.national_codes = standings.Codes(true); break;
    case Mapping::kToAbolished: filter.national_codes = standings.Codes(false); break;
    case Mapping::kToUnknown: filter.national_codes = standings.Codes(); break;
  }
  filter.says = Says::kNationalCode;
  filter.is_among = state != Mapping::kToUnknown;
}

absl::StatusOr<LocalCodeFilter> FilterOf(const v1::ListLocalCodesRequest& request,
                                         const Standings& standings) {
  std::vector<base::Violation> wrong;
  if (!request.province().empty() && !IsProvinceCode(request.province())) {
    wrong.push_back(WrongProvince());
  }
  const auto state = static_cast<Mapping>(request.state());
  if (!IsKnown(state)) {
    wrong.push_back({"state", "UNKNOWN_VALUE", "Không có giá trị này.", "There is no such value."});
  }
  if (request.query().size() > kMaxQueryBytes) {
    wrong.push_back({"query", "TOO_LONG", base::Cat("Từ khóa dài quá ", kMaxQueryBytes, " byte."),
                     base::Cat("The query is longer than ", kMaxQueryBytes, " bytes.")});
  }
  LocalCodeFilter filter;
  filter.province = request.province();
  filter.words = base::Fold(request.query());
  if (filter.words.empty() && !request.query().empty()) {
    wrong.push_back({"query", "NO_WORDS", "Không có chữ nào.", "There are no words in it."});
  }
  if (!wrong.empty()) return base::InvalidFields(std::move(wrong));
  FilterBy(state, standings, filter);
  return filter;
}

// What a token is bound to: all of the request but the page.
std::string QuestionOf(v1::ListLocalCodesRequest request) {
  request.clear_page_size();
  request.clear_page_token();
  return request.SerializeAsString();
}

int CountOf(const ProvinceReport& report, Mapping mapping) {
  const auto at = report.by_mapping.find(mapping);
  return at == report.by_mapping.end() ? 0 : at->second;
}

}  // namespace

LocalCodeService::LocalCodeService(LocalCodeStore& store, ProcedureStore& procedures,
                                   const base::Clock& clock, const rpc::Door& door)
    : store_(store),
      procedures_(procedures),
      clock_(clock),
      import_local_codes_(door, "LocalCodeService/ImportLocalCodes"),
      list_local_codes_(door, "LocalCodeService/ListLocalCodes"),
      get_local_code_(door, "LocalCodeService/GetLocalCode"),
      report_local_codes_(door, "LocalCodeService/ReportLocalCodes"),
      lines_(door.metrics, "local_codes") {}

grpc::ServerUnaryReactor* LocalCodeService::ImportLocalCodes(
    grpc::CallbackServerContext* context, const v1::ImportLocalCodesRequest* request,
    v1::ImportLocalCodesResponse* response) {
  return import_local_codes_.Unary(
      context, [=, this](const rpc::Call& call) { return Import(call, *request, response); });
}

grpc::ServerUnaryReactor* LocalCodeService::ListLocalCodes(grpc::CallbackServerContext* context,
                                                           const v1::ListLocalCodesRequest* request,
                                                           v1::ListLocalCodesResponse* response) {
  return list_local_codes_.Unary(context,
                                 [=, this](const rpc::Call&) { return List(*request, response); });
}

grpc::ServerUnaryReactor* LocalCodeService::GetLocalCode(grpc::CallbackServerContext* context,
                                                         const v1::GetLocalCodeRequest* request,
                                                         v1::LocalCode* response) {
  return get_local_code_.Unary(context,
                               [=, this](const rpc::Call&) { return Get(*request, response); });
}

grpc::ServerUnaryReactor* LocalCodeService::ReportLocalCodes(
    grpc::CallbackServerContext* context, const v1::ReportLocalCodesRequest* /*request*/,
    v1::LocalCodeReport* response) {
  return report_local_codes_.Unary(context,
                                   [=, this](const rpc::Call&) { return Report(response); });
}

absl::Status LocalCodeService::Import(const rpc::Call& call,
                                      const v1::ImportLocalCodesRequest& request,
                                      v1::ImportLocalCodesResponse* response) {
  RETURN_IF_ERROR(rpc::CheckOfficer(call));
  ASSIGN_OR_RETURN(const Lines<LocalCode> lines, ReadLocalCodes(request.content().data()));
  const bool keeps = Keeps(request, lines);
  ASSIGN_OR_RETURN(const std::vector<bool> is_new, store_.Add(lines.entries, clock_.Now(), !keeps));
  AnswerWith(lines, is_new, keeps, response);
  if (keeps) lines_.Count(*response);
  return absl::OkStatus();
}

absl::Status LocalCodeService::List(const v1::ListLocalCodesRequest& request,
                                    v1::ListLocalCodesResponse* response) {
  const std::string question = QuestionOf(request);
  ASSIGN_OR_RETURN(const base::Page page,
                   base::ReadPage(request.page_size(), request.page_token(), question, kSizes));
  ASSIGN_OR_RETURN(const LocalCodePlace after, PlaceOf(page));
  ASSIGN_OR_RETURN(const Standings standings, StandingsToday());
  ASSIGN_OR_RETURN(const LocalCodeFilter filter, FilterOf(request, standings));
  // One more than the page has, to know whether there is another.
  ASSIGN_OR_RETURN(std::vector<KeptLocalCode> found,
                   store_.List(filter, after, static_cast<int>(page.size) + 1));
  if (found.size() > page.size) {
    found.resize(page.size);
    const LocalCode& last = found.back().told;
    response->set_next_page_token(base::TokenAfter(base::Cat(last.province, last.code), question));
  }
  for (const KeptLocalCode& one : found) ToProto(one, standings, response->add_local_codes());
  return absl::OkStatus();
}

absl::Status LocalCodeService::Get(const v1::GetLocalCodeRequest& request,
                                   v1::LocalCode* response) {
  if (!IsProvinceCode(request.province())) return base::InvalidFields({WrongProvince()});
  const google::protobuf::Timestamp* const known_at =
      request.has_known_at() ? &request.known_at() : nullptr;
  ASSIGN_OR_RETURN(const Moment at, MomentOf("", known_at, clock_));
  std::optional<KeptLocalCode> kept;
  if (IsLocalCode(request.code())) {
    ASSIGN_OR_RETURN(kept, store_.Find({request.province(), request.code()}, at.known_at));
  }
  if (!kept) {
    return NotFound("LOCAL_CODE_NOT_FOUND", "Tỉnh này chưa khai mã này.",
                    "The province has not told of this code.");
  }
  if (kept->told.is_local_only) {
    return NotFound("LOCAL_CODE_LOCAL_ONLY", "Đây là thủ tục riêng của tỉnh, không có mã quốc gia.",
                    "This is a procedure of the province's own, without a national code.");
  }
  if (kept->told.national_code.empty()) {
    return NotFound("LOCAL_CODE_UNMAPPED",
                    "Tỉnh chưa cho biết mã này ứng với thủ tục quốc gia nào.",
                    "The province has not said which national procedure this code stands for.");
  }
  ASSIGN_OR_RETURN(const Standings standings, StandingOf(kept->told.national_code));
  ToProto(*kept, standings, response);
  return absl::OkStatus();
}

absl::Status LocalCodeService::Report(v1::LocalCodeReport* response) {
  ASSIGN_OR_RETURN(const Standings standings, StandingsToday());
  ASSIGN_OR_RETURN(const std::vector<LocalCodeTally> tallies, store_.Tally());
  for (const ProvinceReport& report : ReportOf(tallies, standings)) {
    v1::LocalCodeReport::Province* out = response->add_provinces();
    out->set_province(report.province);
    out->set_codes(report.codes);
    out->set_mapped(CountOf(report, Mapping::kMapped));
    out->set_local_only(CountOf(report, Mapping::kLocalOnly));
    out->set_unmapped(CountOf(report, Mapping::kUnmapped));
    out->set_mapped_to_unknown(CountOf(report, Mapping::kToUnknown));
    out->set_mapped_to_abolished(CountOf(report, Mapping::kToAbolished));
    out->set_suggestions(report.suggestions);
    out->set_not_covered(report.not_covered);
  }
  response->set_published(standings.expected());
  return absl::OkStatus();
}

absl::StatusOr<Standings> LocalCodeService::StandingOf(const std::string& code) {
  ASSIGN_OR_RETURN(const Moment now, MomentOf("", nullptr, clock_));
  const absl::StatusOr<Version> holds = procedures_.Get({code, now});
  if (holds.ok()) {
    ASSIGN_OR_RETURN(const Procedure procedure, ReadContent(holds->content));
    return Standings({{code, procedure.state != State::kAbolished, true}});
  }
  if (!absl::IsNotFound(holds.status())) return holds.status();
  ASSIGN_OR_RETURN(const std::vector<Version> any,
                   procedures_.Versions(code, std::nullopt, INT_MAX, 1));
  return any.empty() ? Standings({}) : Standings({{code, false, true}});
}

absl::StatusOr<Standings> LocalCodeService::StandingsToday() {
  ASSIGN_OR_RETURN(std::vector<Standing> standings,
                   procedures_.StandingsOn(base::FormatDate(base::DayOf(clock_.Now()))));
  return Standings(std::move(standings));
}

}  // namespace motcua::catalog
