#include "services/routing/domain/agency_code.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "libs/base/error.h"
#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"
#include "services/routing/domain/route.h"

namespace motcua::routing {
namespace {

constexpr size_t kMaxCodeBytes = 35;  // Decision 20/2020/QĐ-TTg Art 4.
constexpr char kCommittee[] = "PEOPLES_COMMITTEE";

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// `H26`, `G09`.
bool IsTop(std::string_view group) {
  return group.size() == 3 && group[0] >= 'A' && group[0] <= 'Y' && IsDigit(group[1]) &&
         IsDigit(group[2]);
}

bool IsZeros(std::string_view group) {
  return std::ranges::all_of(group, [](char c) { return c == '0'; });
}

std::vector<std::string_view> GroupsOf(std::string_view code) {
  std::vector<std::string_view> groups;
  while (!code.empty()) groups.push_back(base::TakeUntil(code, '.'));
  return groups;
}

absl::Status NotFound() {
  return base::Refusal(absl::StatusCode::kNotFound, "AGENCY_NOT_FOUND",
                       "Không có cơ quan mang mã này vào ngày đó.",
                       "No authority has this code on that day.");
}

absl::StatusOr<AgencyRecord> CommitteeOf(const Reference& reference, const Unit& unit) {
  AgencyRecord record;
  ASSIGN_OR_RETURN(record.agency, reference.agencies.Of(unit));
  record.kind = kCommittee;
  const size_t dot = record.agency.code.rfind('.');
  if (dot != std::string::npos) record.parent = record.agency.code.substr(0, dot);
  record.area = {unit.code};
  record.valid = unit.valid;
  record.basis = unit.basis;
  return record;
}

AgencyRecord RecordOf(const ListedAgency& row, const Gazetteer& gazetteer, absl::CivilDay day) {
  AgencyRecord record;
  record.agency = AgencyOf(row, gazetteer, day);
  record.kind = row.kind;
  record.parent = row.parent;
  record.area = row.area;
  record.valid = row.valid;
  record.basis = row.basis;
  return record;
}

absl::Status Ended(const Gazetteer& gazetteer, const Unit& unit, std::string_view code) {
  const std::string last = base::FormatDate(*unit.valid.to);
  std::string heirs;
  for (const Link& link : gazetteer.Successors(unit)) {
    heirs += base::Cat(heirs.empty() ? "" : ", ", link.unit->full_name, " (", link.unit->code, ")");
  }
  return base::Refusal(absl::StatusCode::kFailedPrecondition, "AGENCY_ENDED",
                       base::Cat("Cơ quan mang mã ", code, " (", unit.full_name,
                                 ") đã kết thúc ngày ", last, "; nay là: ", heirs, "."),
                       base::Cat("The authority of code ", code, " (", unit.full_name,
                                 ") ended on ", last, "; went to: ", heirs, "."));
}

// Who bore a code of identification on `day`.
absl::StatusOr<AgencyRecord> Identified(const Reference& reference, const std::string& code,
                                        absl::CivilDay day) {
  const Gazetteer& gazetteer = reference.gazetteer;
  if (const ListedAgency* const row = reference.directory.Find(code, day); row != nullptr) {
    return RecordOf(*row, gazetteer, day);
  }
  const Unit* ended = nullptr;
  for (const Unit& unit : gazetteer.units()) {
    if (unit.former_h_code != code) continue;
    if (unit.valid.Contains(day)) return CommitteeOf(reference, unit);
    ended = &unit;
  }
  if (const std::string_view former = Agencies::FormerUnitOf(code); !former.empty()) {
    const Unit* const unit = gazetteer.Find(former, kTwoTierBegin - 1);
    const absl::StatusOr<AgencyRecord> record =
        unit == nullptr ? NotFound() : CommitteeOf(reference, *unit);
    if (!record.ok() || record->agency.code != code) return NotFound();
    if (unit->valid.Contains(day)) return record;
    return day < kTwoTierBegin ? NotFound() : Ended(gazetteer, *unit, code);
  }
  const std::string_view unit_code = reference.agencies.UnitOf(code);
  const Unit* const unit =
      unit_code.empty() || day < kTwoTierBegin ? nullptr : gazetteer.Find(unit_code, day);
  if (unit != nullptr) return CommitteeOf(reference, *unit);
  const bool has_ended = ended != nullptr && *ended->valid.to < day;
  return has_ended ? Ended(gazetteer, *ended, code) : NotFound();
}

}  // namespace

std::string Reversed(std::string_view code) {
  const std::vector<std::string_view> groups = GroupsOf(code);
  if (groups.empty() || !IsTop(groups.front())) return {};
  if (groups.size() == 1) return base::Cat("000.00.00.", groups[0]);
  if (groups.size() == 2) return base::Cat(groups[1], ".00.00.", groups[0]);
  std::string text;
  for (size_t i = groups.size(); i > 0; --i) {
    text += base::Cat(text.empty() ? "" : ".", groups[i - 1]);
  }
  return text;
}

std::string Identification(std::string_view text) {
  if (text.size() > kMaxCodeBytes) return {};
  std::vector<std::string_view> groups = GroupsOf(text);
  if (groups.empty()) return {};
  if (!IsTop(groups.front())) std::ranges::reverse(groups);
  if (!IsTop(groups.front())) return {};
  std::string code;
  for (const std::string_view group : groups) {
    const bool plain =
        std::ranges::all_of(group, [](char c) { return IsDigit(c) || (c >= 'A' && c <= 'Z'); });
    if (!plain) return {};
    if (!IsZeros(group)) code += base::Cat(code.empty() ? "" : ".", group);
  }
  return code;
}

absl::StatusOr<AgencyRecord> FindAgency(const Reference& reference, std::string_view code,
                                        absl::CivilDay day) {
  absl::StatusOr<AgencyRecord> record = NotFound();
  if (!code.empty() && std::ranges::all_of(code, IsDigit)) {
    ASSIGN_OR_RETURN(const Unit* const unit, PlaceOf(reference.gazetteer, code, day, "code"));
    record = CommitteeOf(reference, *unit);
    if (record.ok()) record->asked = CodeSystem::kStatistics;
  } else {
    const std::string identification = Identification(code);
    if (identification.empty()) {
      return base::InvalidField(
          "code", "MALFORMED", "Mã cơ quan có dạng H26.020, 020.00.00.H26 hoặc mã đơn vị 00235.",
          "An authority's code is H26.020, 020.00.00.H26, or a unit's 00235.");
    }
    record = Identified(reference, identification, day);
    if (record.ok() && !IsTop(code.substr(0, code.find('.')))) {
      record->asked = CodeSystem::kIdentificationReversed;
    }
  }
  if (record.ok()) record->reversed = Reversed(record->agency.code);
  return record;
}

}  // namespace motcua::routing
