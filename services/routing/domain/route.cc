#include "services/routing/domain/route.h"

#include <algorithm>
#include <string>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/fold.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"

namespace motcua::routing {
namespace {

constexpr size_t kProvinceDigits = 2;
constexpr size_t kDistrictDigits = 3;
constexpr size_t kCommuneDigits = 5;

bool IsUnitCode(std::string_view code) {
  const bool sized = code.size() == kProvinceDigits || code.size() == kDistrictDigits ||
                     code.size() == kCommuneDigits;
  return sized && std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
}

// As the heirs are called on `day`: their kind may have changed since they took over.
std::string Names(const Gazetteer& gazetteer, const std::vector<Link>& links, absl::CivilDay day) {
  std::string names;
  for (const Link& link : links) {
    const Unit* heir = gazetteer.Find(link.unit->code, day);
    if (heir == nullptr) heir = link.unit;
    if (!names.empty()) names += ", ";
    names += base::Cat(heir->full_name, " (", heir->code, ")");
  }
  return names;
}

absl::Status Ended(const Gazetteer& gazetteer, const Unit& unit, absl::CivilDay day) {
  const std::string last = base::FormatDate(*unit.valid.to);
  const std::string now = Names(gazetteer, gazetteer.Successors(unit), day);
  const std::string vi = base::Cat(unit.full_name, " (", unit.code, ") đã kết thúc ngày ", last);
  const std::string en = base::Cat(unit.full_name, " (", unit.code, ") ended on ", last);
  return base::Refusal(absl::StatusCode::kFailedPrecondition, "UNIT_ENDED",
                       now.empty() ? vi + "." : base::Cat(vi, "; nay là: ", now, "."),
                       now.empty() ? en + "." : base::Cat(en, "; went to: ", now, "."));
}

absl::Status NoRule() {
  return base::Refusal(absl::StatusCode::kFailedPrecondition, "NO_RULE",
                       "Chưa có quy tắc xác định cơ quan giải quyết thủ tục này tại nơi này.",
                       "No rule tells which authority handles this procedure for this place.");
}

// Whether `text` names a people's committee, or its chair, among others: not a body under one or
// named by one.
bool NamesCommittee(std::string_view text) {
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of(",;"), text.size());
    std::string name = base::Fold(text.substr(0, end));
    if (name.starts_with("chu tich ")) name.erase(0, std::string_view("chu tich ").size());
    if (name.starts_with("uy ban nhan dan") || name.starts_with("ubnd")) return true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

// Whether a people's committee may decide: one is named, or nobody is.
bool MayBeCommittee(const std::vector<std::string>& agencies) {
  return agencies.empty() || std::ranges::any_of(agencies, [](const std::string& agency) {
           return NamesCommittee(agency);
         });
}

absl::Status OthersDecide(const std::vector<std::string>& agencies) {
  std::string names;
  for (const std::string& agency : agencies) {
    names += base::Cat(names.empty() ? "" : "; ", agency);
  }
  return base::Refusal(absl::StatusCode::kFailedPrecondition, "NO_RULE",
                       base::Cat("Thủ tục này không do Ủy ban nhân dân giải quyết mà do: ", names,
                                 ". Hệ thống chưa có danh bạ của cơ quan này."),
                       base::Cat("This procedure is not decided by a people's committee but by: ",
                                 names, ". Its offices are not in the tables yet."));
}

absl::Status CommuneRequired() {
  return base::InvalidField("unit", "COMMUNE_REQUIRED",
                            "Thủ tục này do cấp xã giải quyết: cần mã của xã, phường, đặc khu.",
                            "A commune handles this procedure: the code of a commune is needed.");
}

absl::Status OtherProvince() {
  return base::InvalidField("filingUnit", "OTHER_PROVINCE",
                            "Thủ tục này chỉ được nộp trong tỉnh, thành phố giải quyết.",
                            "This procedure is filed within the province that handles it.");
}

absl::Status NotReceivedThere() {
  return base::InvalidField("filingUnit", "NOT_RECEIVED_THERE",
                            "Nơi này không tiếp nhận hồ sơ của thủ tục này.",
                            "Nobody takes this procedure in at this place.");
}

// Finds who the bodies of a verdict are.
class Finder {
 public:
  Finder(const Reference& reference, const Matter& matter)
      : reference_(reference), matter_(matter) {}

  absl::StatusOr<Agency> Find(const Body& body) const { return Find(body, matter_.place); }

  // The agencies of `named`, each once, those of the filing place first. Who is not there, as a
  // branch where there is none, is left out.
  absl::StatusOr<std::vector<Agency>> FindAll(std::vector<Named> named,
                                              const Agency& authority) const {
    std::stable_partition(named.begin(), named.end(),
                          [](const Named& one) { return one.from_filing_place; });
    std::vector<Agency> agencies;
    for (const auto& [body, from_filing_place] : named) {
      const Place& place = from_filing_place ? matter_.filed_at : matter_.place;
      const bool is_there =
          body.kind != Body::Kind::kListed ||
          reference_.directory.Serving(body.listed, place, matter_.day) != nullptr;
      if (!is_there) continue;
      Agency agency = authority;
      if (body != Body::kAuthority) {
        ASSIGN_OR_RETURN(agency, Find(body, place));
      }
      if (std::ranges::find(agencies, agency) == agencies.end()) {
        agencies.push_back(std::move(agency));
      }
    }
    return agencies;
  }

 private:
  absl::StatusOr<Agency> Find(const Body& body, const Place& place) const {
    if (body.kind == Body::Kind::kListed) {
      const ListedAgency* const row = reference_.directory.Serving(body.listed, place, matter_.day);
      if (row == nullptr) return NoRule();
      return AgencyOf(*row, reference_.gazetteer, matter_.day);
    }
    const std::string_view code = body == Body::kProvince   ? place.province
                                  : body == Body::kDistrict ? place.district
                                                            : place.unit;
    const Unit* const unit = reference_.gazetteer.Find(code, matter_.day);
    if (unit == nullptr) {
      return absl::DataLossError(base::Cat("units: ", place.unit, " lies in no province"));
    }
    return reference_.agencies.Of(*unit);
  }

  const Reference& reference_;
  const Matter& matter_;
};

// Says where it is filed, if that is not where it belongs to.
absl::Status FillFiling(const Gazetteer& gazetteer, const Announced& announced,
                        const Inquiry& inquiry, Matter* matter) {
  if (inquiry.filing_unit.empty() || inquiry.filing_unit == inquiry.unit) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Unit* const unit,
                   PlaceOf(gazetteer, inquiry.filing_unit, inquiry.day, "filingUnit"));
  matter->filed_at = PlaceAt(*unit);
  const bool same = matter->filed_at.province == matter->place.province;
  if (!same && !announced.across_provinces) return OtherProvince();
  matter->filed = same ? Filed::kSameProvince : Filed::kOtherProvince;
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<const Unit*> PlaceOf(const Gazetteer& gazetteer, std::string_view unit_code,
                                    absl::CivilDay day, std::string_view field) {
  if (unit_code.empty()) {
    return base::InvalidField(field, "REQUIRED", "Thiếu mã đơn vị hành chính.",
                              "The code of the unit is missing.");
  }
  if (!IsUnitCode(unit_code)) {
    return base::InvalidField(field, "MALFORMED",
                              "Mã đơn vị hành chính có hai chữ số (tỉnh) hoặc năm chữ số (xã); ba "
                              "chữ số là của cấp huyện trước ngày 2025-07-01.",
                              "A unit's code has two digits (province) or five (commune); three "
                              "were a district's until 2025-06-30.");
  }
  if (const Unit* unit = gazetteer.Find(unit_code, day); unit != nullptr) return unit;
  if (const Unit* ended = gazetteer.LastEnded(unit_code, day); ended != nullptr) {
    return Ended(gazetteer, *ended, day);
  }
  if (!gazetteer.History(unit_code).empty()) {
    return base::Refusal(absl::StatusCode::kFailedPrecondition, "UNIT_NOT_YET",
                         "Đơn vị hành chính này chưa được thành lập vào ngày đó.",
                         "This unit did not exist yet on that day.");
  }
  return base::InvalidField(field, "UNKNOWN_UNIT", "Không có đơn vị hành chính mang mã này.",
                            "No unit has this code.");
}

absl::StatusOr<Route> ResolveRoute(const Reference& reference, const Announced& announced,
                                   const Inquiry& inquiry) {
  const Gazetteer& gazetteer = reference.gazetteer;
  ASSIGN_OR_RETURN(const Unit* place, PlaceOf(gazetteer, inquiry.unit, inquiry.day));
  Matter matter = {.levels = announced.levels,
                   .place = PlaceAt(*place),
                   .day = inquiry.day,
                   .procedure = announced.code,
                   .field = announced.field,
                   .case_name = inquiry.case_name,
                   .applicant = inquiry.applicant,
                   .others_decide = !MayBeCommittee(announced.agencies)};
  RETURN_IF_ERROR(FillFiling(gazetteer, announced, inquiry, &matter));
  Verdict verdict = Decide(reference.rules, matter);
  if (!verdict.decides) {
    if (matter.others_decide) return OthersDecide(announced.agencies);
    matter.place.tier = Tier::kCommune;
    const bool commune_decides = Decide(reference.rules, matter).decides.has_value();
    return commune_decides ? CommuneRequired() : NoRule();
  }
  if (matter.filed && std::ranges::none_of(verdict.receives, &Named::from_filing_place)) {
    return NotReceivedThere();
  }

  const Finder finder(reference, matter);
  Route route;
  ASSIGN_OR_RETURN(route.authority, finder.Find(*verdict.decides));
  if (verdict.delegated_by) {
    ASSIGN_OR_RETURN(route.delegated_by, finder.Find(*verdict.delegated_by));
  }
  ASSIGN_OR_RETURN(route.receivers, finder.FindAll(std::move(verdict.receives), route.authority));
  ASSIGN_OR_RETURN(route.returners, finder.FindAll(std::move(verdict.returns), route.authority));
  route.unsaid = std::move(verdict.unsaid);
  route.trace = std::move(verdict.trace);
  return route;
}

}  // namespace motcua::routing
