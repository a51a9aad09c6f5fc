#include "services/procedure-catalog/domain/reform_totals.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/text.h"
#include "libs/base/time.h"

namespace motcua::catalog {
namespace {

constexpr std::array<std::pair<std::string_view, ChangeKind>, 6> kNames = {
    {{"CENTRAL_TO_LOCAL", ChangeKind::kCentralToLocal},
     {"DISTRICT_TO_PROVINCE", ChangeKind::kDistrictToProvince},
     {"DISTRICT_TO_COMMUNE", ChangeKind::kDistrictToCommune},
     {"PROVINCE_TO_COMMUNE", ChangeKind::kProvinceToCommune},
     {"ABOLISHED", ChangeKind::kAbolished},
     {"OTHER", ChangeKind::kOther}}};

absl::StatusOr<ReformTotal> ParseLine(std::string_view line) {
  if (std::count(line.begin(), line.end(), '\t') != 4) {
    return absl::InvalidArgumentError("not five columns");
  }
  ReformTotal total;
  const std::string_view kind = base::TakeUntil(line, '\t');
  const auto named = std::ranges::find(kNames, kind, [](const auto& name) { return name.first; });
  if (named == kNames.end()) return absl::InvalidArgumentError("kind: not known");
  total.kind = named->second;
  total.effective_date = base::TakeUntil(line, '\t');
  if (!base::ParseDate(total.effective_date)) return absl::InvalidArgumentError("day: no date");
  if (!base::ParseInt(base::TakeUntil(line, '\t'), &total.total) || total.total < 0) {
    return absl::InvalidArgumentError("total: no number");
  }
  total.source = base::TakeUntil(line, '\t');
  if (total.source.empty()) return absl::InvalidArgumentError("source: missing");
  total.certainty = line;
  if (total.certainty.empty()) return absl::InvalidArgumentError("certainty: missing");
  return total;
}

}  // namespace

absl::StatusOr<std::vector<ReformTotal>> ParseReformTotals(std::string_view table) {
  std::vector<ReformTotal> totals;
  std::set<std::pair<ChangeKind, std::string>> seen;
  base::TakeUntil(table, '\n');
  for (int number = 2; !table.empty(); ++number) {
    const std::string_view line = base::TakeUntil(table, '\n');
    if (line.empty() || line.starts_with('#')) continue;
    absl::StatusOr<ReformTotal> total = ParseLine(line);
    if (total.ok() && !seen.insert({total->kind, total->effective_date}).second) {
      total = absl::InvalidArgumentError("said twice");
    }
    if (!total.ok()) {
      return absl::InvalidArgumentError(
          base::Cat("line ", number, ": ", std::string(total.status().message())));
    }
    totals.push_back(*std::move(total));
  }
  return totals;
}

}  // namespace motcua::catalog
