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
constexpr size_t kCommuneDigits = 5;

bool IsUnitCode(std::string_view code) {
  return (code.size() == kProvinceDigits || code.size() == kCommuneDigits) &&
         std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
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

}  // namespace

absl::StatusOr<const Unit*> PlaceOf(const Gazetteer& gazetteer, std::string_view unit_code,
                                    absl::CivilDay day) {
  if (unit_code.empty()) {
    return base::InvalidField("unit", "REQUIRED", "Thiếu mã đơn vị hành chính.",
                              "The code of the unit is missing.");
  }
  if (!IsUnitCode(unit_code)) {
    return base::InvalidField("unit", "MALFORMED",
                              "Mã đơn vị hành chính có hai chữ số (tỉnh) hoặc năm chữ số (xã).",
                              "A unit's code has two digits (province) or five (commune).");
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
  return base::InvalidField("unit", "UNKNOWN_UNIT", "Không có đơn vị hành chính mang mã này.",
                            "No unit has this code.");
}

absl::StatusOr<Route> ResolveRoute(const Reference& reference, const Announced& announced,
                                   std::string_view unit_code, absl::CivilDay day) {
  const Gazetteer& gazetteer = reference.gazetteer;
  ASSIGN_OR_RETURN(const Unit* place, PlaceOf(gazetteer, unit_code, day));
  if (!MayBeCommittee(announced.agencies)) return OthersDecide(announced.agencies);
  const bool is_province = TierOf(place->type) == Tier::kProvince;
  Matter matter = {announced.levels,
                   TierOf(place->type),
                   day,
                   announced.code,
                   announced.field,
                   place->code,
                   is_province ? place->code : place->province_code};
  Verdict verdict = Decide(reference.rules, matter);
  if (!verdict.decides) {
    matter.place = Tier::kCommune;
    const bool commune_decides = Decide(reference.rules, matter).decides.has_value();
    return commune_decides ? CommuneRequired() : NoRule();
  }

  const Unit* province = is_province ? place : gazetteer.Find(place->province_code, day);
  if (province == nullptr) {
    return absl::DataLossError(base::Cat("units: ", place->code, " lies in no province"));
  }
  const auto agency_of = [&](Body body) {
    return reference.agencies.Of(body == Body::kProvince ? *province : *place);
  };

  Route route;
  ASSIGN_OR_RETURN(route.authority, agency_of(*verdict.decides));
  route.receivers.push_back(route.authority);
  for (const Body body : verdict.receives) {
    ASSIGN_OR_RETURN(Agency receiver, agency_of(body));
    if (std::ranges::find(route.receivers, receiver) == route.receivers.end()) {
      route.receivers.push_back(std::move(receiver));
    }
  }
  route.trace = std::move(verdict.trace);
  return route;
}

}  // namespace motcua::routing
