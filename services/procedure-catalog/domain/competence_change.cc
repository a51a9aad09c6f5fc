#include "services/procedure-catalog/domain/competence_change.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include "libs/base/text.h"

namespace motcua::catalog {
namespace {

constexpr char kEnded[] = "Cấp huyện kết thúc ngày 2025-06-30.";
constexpr char kEndedEn[] = "Districts ended on 2025-06-30.";

void InspectLevels(const Procedure& procedure, Inspection& out) {
  const auto district = std::ranges::find(procedure.levels, Level::kDistrict);
  if (district == procedure.levels.end() || procedure.state == State::kAbolished) return;
  if (procedure.valid_to && *procedure.valid_to <= kLastDayOfDistricts) return;
  out.Note(base::Cat("/levels/", district - procedure.levels.begin()), "LEVEL_ENDED", kEnded,
           kEndedEn);
}

void InspectEnds(const CompetenceChange& change, const std::string& at, Inspection& out) {
  out.RequiredValue(at + "/fromLevel", change.from_level);
  out.Text(at + "/fromAuthority", change.from_authority);
  out.Known(at + "/toLevel", change.to_level);
  out.Text(at + "/toAuthority", change.to_authority);
  if (change.to_level == Level::kDistrict && change.effective_date > kLastDayOfDistricts) {
    out.Note(at + "/toLevel", "LEVEL_ENDED", kEnded, kEndedEn);
  }
  if (change.to_level == Level::kNone && !change.to_authority.empty()) {
    out.Note(at + "/toAuthority", "INCONSISTENT", "Bãi bỏ thì không có cơ quan nhận.",
             "What is abolished goes to nobody.");
  }
  if (change.from_level != Level::kNone && change.from_level == change.to_level &&
      change.from_authority == change.to_authority) {
    out.Note(at, "UNCHANGED", "Không có gì thay đổi.", "Nothing changes.");
  }
}

}  // namespace

ChangeKind KindOf(const CompetenceChange& change) {
  if (change.to_level == Level::kNone) return ChangeKind::kAbolished;
  const bool local = change.to_level != Level::kMinistry;
  switch (change.from_level) {
    case Level::kMinistry: return local ? ChangeKind::kCentralToLocal : ChangeKind::kOther;
    case Level::kDistrict:
      if (change.to_level == Level::kProvince) return ChangeKind::kDistrictToProvince;
      if (change.to_level == Level::kCommune) return ChangeKind::kDistrictToCommune;
      break;
    case Level::kProvince:
      if (change.to_level == Level::kCommune) return ChangeKind::kProvinceToCommune;
      break;
    case Level::kCommune:
    case Level::kNone: break;
  }
  return ChangeKind::kOther;
}

void InspectCompetence(const Procedure& procedure, Inspection& out) {
  InspectLevels(procedure, out);
  std::set<std::tuple<std::string_view, Level, Level>> seen;
  for (size_t i = 0; i < procedure.competence_changes.size(); ++i) {
    const CompetenceChange& change = procedure.competence_changes[i];
    const std::string at = base::Cat("/competenceChanges/", i);
    if (change.effective_date.empty()) {
      out.Missing(at + "/effectiveDate");
    } else {
      out.Date(at + "/effectiveDate", change.effective_date);
    }
    InspectEnds(change, at, out);
    out.RequiredText(at + "/basis", change.basis);
    out.Text(at + "/provision", change.provision);
    out.Unique(
        at, seen,
        std::tuple(std::string_view(change.effective_date), change.from_level, change.to_level));
    if (change.to_level == Level::kNone && procedure.state != State::kAbolished) {
      out.Note(at + "/toLevel", "INCONSISTENT", "Thủ tục bị bãi bỏ phải có trạng thái ABOLISHED.",
               "What is abolished has the state ABOLISHED.");
    }
  }
}

}  // namespace motcua::catalog
