#include "services/routing/api/unit_pages.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/error.h"
#include "libs/base/page.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "services/routing/api/convert.h"

namespace motcua::routing {
namespace {

constexpr size_t kMaxQueryBytes = 200;
constexpr size_t kDateBytes = 10;
constexpr base::PageSizes kSizes = {50, 500};

absl::Status CheckFilter(const v1::ListUnitsRequest& request) {
  if (request.query().size() > kMaxQueryBytes) {
    return base::InvalidField("query", "TOO_LONG", "Từ khóa quá dài.", "The query is too long.");
  }
  const std::string& province = request.province();
  const bool digits = std::ranges::all_of(province, [](char c) { return c >= '0' && c <= '9'; });
  if (!province.empty() && (province.size() != 2 || !digits)) {
    return base::InvalidField("province", "MALFORMED", "Mã tỉnh có hai chữ số.",
                              "A province's code has two digits.");
  }
  return absl::OkStatus();
}

// A request without the fields that say which page.
template <typename Request>
std::string FilterOf(Request request) {
  request.clear_page_size();
  request.clear_page_token();
  return request.SerializeAsString();
}

// Orders links as their list does.
std::string KeyOf(const Link& link) {
  const auto& from = link.unit->valid.from;
  return base::Cat(link.unit->code, "/", from ? base::FormatDate(*from) : std::string());
}

// Writes the page of `links` that `request` asks for to `out`; the token of the next one.
template <typename Request, typename Out>
absl::StatusOr<std::string> WriteLinks(const std::vector<Link>& links, const Request& request,
                                       Out* out) {
  const std::string filter = FilterOf(request);
  ASSIGN_OR_RETURN(const base::Page page,
                   base::ReadPage(request.page_size(), request.page_token(), filter, kSizes));
  const auto first =
      std::ranges::find_if(links, [&page](const Link& link) { return KeyOf(link) > page.after; });
  const auto left = static_cast<size_t>(links.end() - first);
  const auto last = first + static_cast<std::ptrdiff_t>(std::min(page.size, left));
  for (auto link = first; link != last; ++link) ToProto(*link, out->Add());
  return last == links.end() ? std::string() : base::TokenAfter(KeyOf(*(last - 1)), filter);
}

}  // namespace

absl::Status UnitNotFound() {
  return base::Refusal(absl::StatusCode::kNotFound, "UNIT_NOT_FOUND",
                       "Không có đơn vị hành chính mang mã này vào ngày đó.",
                       "No unit has this code on that day.");
}

absl::Status CodeNotFound() {
  return base::Refusal(absl::StatusCode::kNotFound, "UNIT_NOT_FOUND",
                       "Chưa từng có đơn vị hành chính nào mang mã này.",
                       "No unit has ever had this code.");
}

absl::Status ListUnitsPage(const Gazetteer& gazetteer, const v1::ListUnitsRequest& request,
                           absl::CivilDay today, v1::ListUnitsResponse* response) {
  RETURN_IF_ERROR(CheckFilter(request));
  UnitFilter filter;
  filter.query = request.query();
  filter.province_code = request.province();
  ASSIGN_OR_RETURN(filter.type, ReadType(request.type()));
  ASSIGN_OR_RETURN(filter.day, ReadDay("asOf", request.as_of(), gazetteer.begin(), today));
  const std::string mark = FilterOf(request);
  ASSIGN_OR_RETURN(const base::Page page,
                   base::ReadPage(request.page_size(), request.page_token(), mark, kSizes));
  std::string_view after;
  if (!page.after.empty()) {
    after = std::string_view(page.after).substr(std::min(kDateBytes, page.after.size()));
    filter.day = base::ParseDate(page.after.substr(0, kDateBytes)).value_or(filter.day);
  }
  std::vector<const Unit*> units = gazetteer.List(filter, after, page.size + 1);
  const bool more = units.size() > page.size;
  if (more) units.pop_back();
  for (const Unit* unit : units) ToProto(*unit, response->add_units());
  if (more) {
    response->set_next_page_token(
        base::TokenAfter(base::Cat(base::FormatDate(filter.day), units.back()->code), mark));
  }
  return absl::OkStatus();
}

absl::Status SuccessorsPage(const Gazetteer& gazetteer, const v1::ListSuccessorsRequest& request,
                            absl::CivilDay today, v1::ListSuccessorsResponse* response) {
  const Unit* unit = nullptr;
  if (request.from().empty()) {
    if (gazetteer.History(request.code()).empty()) return UnitNotFound();
    unit = gazetteer.LastEnded(request.code(), today);
  } else {
    ASSIGN_OR_RETURN(const absl::CivilDay from,
                     ReadDay("from", request.from(), gazetteer.begin(), today));
    unit = gazetteer.Find(request.code(), from);
    if (unit == nullptr) return UnitNotFound();
  }
  const std::vector<Link> links =
      unit == nullptr ? std::vector<Link>() : gazetteer.Successors(*unit);
  ASSIGN_OR_RETURN(*response->mutable_next_page_token(),
                   WriteLinks(links, request, response->mutable_successors()));
  return absl::OkStatus();
}

absl::Status PredecessorsPage(const Gazetteer& gazetteer,
                              const v1::ListPredecessorsRequest& request, absl::CivilDay today,
                              v1::ListPredecessorsResponse* response) {
  const Unit* unit = gazetteer.Find(request.code(), today);
  if (unit == nullptr) return UnitNotFound();
  ASSIGN_OR_RETURN(
      *response->mutable_next_page_token(),
      WriteLinks(gazetteer.Predecessors(*unit), request, response->mutable_predecessors()));
  return absl::OkStatus();
}

}  // namespace motcua::routing
